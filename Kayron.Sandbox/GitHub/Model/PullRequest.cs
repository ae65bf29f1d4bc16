namespace Kayron.Sandbox.GitHub.Model;

/// <summary>A pull request. While it is open its head follows the branch; afterwards <paramref name="HeadSha"/> stays what it was.</summary>
/// <param name="HeadRepository">Full name of the repository the branch is in: another one than the base's for a fork.</param>
public sealed record PullRequest(
    int Number, string Title, string? Body, string Author, string HeadRepository, string HeadBranch, string HeadSha, string BaseBranch, string BaseSha, bool Draft, DateTimeOffset CreatedAt)
{
    public bool Open { get; init; } = true;
    public DateTimeOffset UpdatedAt { get; init; } = CreatedAt;
    public DateTimeOffset? ClosedAt { get; init; }
    public DateTimeOffset? MergedAt { get; init; }
    public string? MergedBy { get; init; }
    public string? MergeSha { get; init; }
}

/// <summary>A comment in the conversation of a pull request.</summary>
public sealed record Comment(long Id, int Number, string Author, string Body, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);
