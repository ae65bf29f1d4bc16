namespace Kayron.Sandbox.GitHub.Model;

/// <summary>A GitHub release. A draft's tag may not exist yet.</summary>
/// <param name="CreatedAt">The date of the tagged commit: what GitHub orders by when it looks for the latest.</param>
/// <param name="MakeLatest">GitHub's <c>make_latest</c>: <c>true</c>, <c>false</c> or <c>legacy</c> (newest by date and version).</param>
public sealed record Release(
    long Id, string Tag, string Target, string? Name, string? Body, bool Draft, bool Prerelease, string Author, DateTimeOffset CreatedAt, DateTimeOffset? PublishedAt, string MakeLatest);
