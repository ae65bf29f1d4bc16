using System.Text.Json;
using Kayron.Core.Releases;

namespace Kayron.Core.Outbox;

/// <summary>What a comment of ours on a pull request should say.</summary>
/// <param name="Marker">An HTML comment, which is not shown; the text begins with it.</param>
public sealed record CommentNews(RepositoryName Repository, int PullRequest, string Marker, string Text)
{
    public const string Kind = "github-comment";

    /// <param name="about">What it tells, for people: <c>previews</c>, <c>plan</c>.</param>
    /// <param name="path">See <see cref="OutboxMessage.Path"/>.</param>
    public OutboxMessage ToMessage(string about, string? environment, string? path) => new(
        Kind, $"{Repository}#{PullRequest} {about}", $"{about} on {Repository}#{PullRequest}", environment, path, JsonSerializer.Serialize(this, JsonSerializerOptions.Web));

    public static CommentNews Read(OutboxMessage message) => JsonSerializer.Deserialize<CommentNews>(message.Body, JsonSerializerOptions.Web)!;
}
