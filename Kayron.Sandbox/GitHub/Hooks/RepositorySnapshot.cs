using Kayron.Sandbox.GitHub.Git;
using Kayron.Sandbox.GitHub.Model;

namespace Kayron.Sandbox.GitHub.Hooks;

/// <summary>What of a repository GitHub tells when it changes.</summary>
internal sealed record RepositorySnapshot(IReadOnlyDictionary<string, string> References, IReadOnlyList<PullRequest> Pulls, IReadOnlyList<Release> Releases)
{
    public static RepositorySnapshot Of(GitHubRepository repository) => new(
        repository.References.Under(Git.References.Heads).Concat(repository.References.Under(Git.References.Tags)).ToDictionary(), [.. repository.State.Pulls], [.. repository.State.Releases]);

    /// <summary>The events between two looks, in an order in which they may have happened.</summary>
    public static IEnumerable<HookEvent> Between(RepositorySnapshot before, RepositorySnapshot after) => [.. Pushes(before, after), .. PullRequests(before, after), .. Published(before, after)];

    private static IEnumerable<HookEvent> Pushes(RepositorySnapshot before, RepositorySnapshot after) =>
        from name in before.References.Keys.Union(after.References.Keys)
        let old = before.References.GetValueOrDefault(name)
        let now = after.References.GetValueOrDefault(name)
        where old != now
        select new HookEvent.Push(name, old, now);

    private static IEnumerable<HookEvent> PullRequests(RepositorySnapshot before, RepositorySnapshot after) =>
        from pull in after.Pulls
        let old = before.Pulls.FirstOrDefault(known => known.Number == pull.Number)
        let action = (old, pull) switch
        {
            (null, _) => "opened",
            ({ Open: true }, { Open: false }) => "closed",
            ({ Open: false }, { Open: true }) => "reopened",
            _ when old.HeadSha != pull.HeadSha => "synchronize",
            _ when old.Title != pull.Title || old.Body != pull.Body || old.BaseBranch != pull.BaseBranch => "edited",
            _ => null,
        }
        where action is not null
        select new HookEvent.PullRequestAction(action, pull, old?.HeadSha);

    private static IEnumerable<HookEvent> Published(RepositorySnapshot before, RepositorySnapshot after)
    {
        foreach (var release in after.Releases)
        {
            var old = before.Releases.FirstOrDefault(known => known.Id == release.Id);
            // Which one is marked as the latest is kept at the others, too; GitHub tells of the one that somebody touched.
            if (old is { Draft: true } or null && !release.Draft) yield return new HookEvent.ReleaseAction("published", release);
            else if (old is not null && old with { MakeLatest = release.MakeLatest } != release) yield return new HookEvent.ReleaseAction("edited", release);
        }
        foreach (var gone in before.Releases.Where(release => after.Releases.All(left => left.Id != release.Id))) yield return new HookEvent.ReleaseAction("deleted", gone);
    }
}

/// <summary>Something GitHub tells.</summary>
internal abstract record HookEvent(string Name)
{
    public sealed record Ping(Hook Hook) : HookEvent("ping");

    public sealed record Push(string Reference, string? Before, string? After) : HookEvent("push");

    public sealed record PullRequestAction(string Action, PullRequest Pull, string? HeadBefore) : HookEvent("pull_request");

    public sealed record ReleaseAction(string Action, Release Release) : HookEvent("release");
}
