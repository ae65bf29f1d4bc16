using System.Text.Json;
using System.Text.Json.Serialization;
using Kayron.Core.Reconcile.Ports;
using Kayron.Core.Releases;

namespace Kayron.Core.Webhooks;

/// <summary>The few fields of GitHub's payloads that are read; the rest is skipped while it streams by.</summary>
internal sealed record WebhookPayload
{
    public string? Ref { get; init; }
    public string? Before { get; init; }
    public string? After { get; init; }
    public PayloadRepository? Repository { get; init; }

    internal sealed record PayloadRepository([property: JsonPropertyName("full_name")] string? FullName, [property: JsonPropertyName("default_branch")] string? DefaultBranch);

    /// <param name="event">GitHub's name of the event, from <c>X-GitHub-Event</c>.</param>
    /// <param name="delivery">Tells this body from any other.</param>
    public static async Task<WebhookReading> ReadAsync(string @event, Stream json, string delivery, CancellationToken cancellationToken)
    {
        if (@event.Length == 0) return new WebhookReading.Invalid("The header X-GitHub-Event is missing.");
        try
        {
            return await JsonSerializer.DeserializeAsync<WebhookPayload>(json, JsonSerializerOptions.Web, cancellationToken) is { } payload
                ? payload.Read(@event, delivery)
                : new WebhookReading.Invalid("The payload is null.");
        }
        catch (JsonException problem)
        {
            return new WebhookReading.Invalid(problem.Path is { Length: > 2 } path ? $"The payload's {path[2..]} is not what GitHub sends." : "The payload is not a JSON object.");
        }
    }

    private WebhookReading Read(string @event, string delivery) => @event switch
    {
        "push" => Name() is { } repository ? ReadPush(repository, delivery) : NoRepository,
        "pull_request" => Name() is { } repository ? new WebhookReading.Known(new RepositoryEvent.PullRequest(repository)) : NoRepository,
        "release" => Name() is { } repository ? new WebhookReading.Known(new RepositoryEvent.Release(repository)) : NoRepository,
        _ => new WebhookReading.Unused(),
    };

    private WebhookReading ReadPush(RepositoryName repository, string delivery)
    {
        if (Ref is null || !Ref.StartsWith("refs/", StringComparison.Ordinal)) return new WebhookReading.Invalid("The payload's ref is not what GitHub sends.");
        if (!IsSha(Before)) return new WebhookReading.Invalid("The payload's before is no SHA.");
        if (!IsSha(After)) return new WebhookReading.Invalid("The payload's after is no SHA.");
        var push = new RepositoryEvent.Pushed(repository, Ref, OrNull(Before!), OrNull(After!), Repository!.DefaultBranch, delivery);
        return push is { Branch: null, Tag: null } ? new WebhookReading.Unused() : new WebhookReading.Known(push);
    }

    private static WebhookReading.Invalid NoRepository => new("The payload's repository.full_name is not what GitHub sends.");

    private RepositoryName? Name() =>
        Repository?.FullName?.Split('/') is [{ Length: > 0 } owner, var name] && RepositoryGrammar.Problem(name) is null && owner.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_')
            ? new RepositoryName(owner, name)
            : null;

    /// <summary>GitHub writes a ref that is not there as zeros.</summary>
    private static string? OrNull(string sha) => sha.All(digit => digit == '0') ? null : sha;

    private static bool IsSha(string? text) => text is { Length: 40 or 64 } && text.All(char.IsAsciiHexDigitLower);
}
