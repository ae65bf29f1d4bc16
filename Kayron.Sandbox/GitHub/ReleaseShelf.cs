using Kayron.Sandbox.GitHub.Git;
using Kayron.Sandbox.GitHub.Model;

namespace Kayron.Sandbox.GitHub;

/// <summary>What a release is to be made of.</summary>
/// <param name="Target">Branch or commit that the tag is put on where it does not exist.</param>
public sealed record ReleaseDraft(string Tag, string Target)
{
    public string? Name { get; init; }
    public string? Body { get; init; }
    public bool Draft { get; init; }
    public bool Prerelease { get; init; }
    public string MakeLatest { get; init; } = "true";
}

/// <summary>The releases of a repository, and which of them is the latest.</summary>
public static class ReleaseShelf
{
    public static Release Publish(GitHubRepository repository, Person author, DateTimeOffset at, ReleaseDraft draft)
    {
        var release = new Release(repository.State.NextId(), draft.Tag, draft.Target, draft.Name, draft.Body, draft.Draft, draft.Prerelease, author.Login, at, null, draft.MakeLatest);
        repository.State.Releases.Add(release);
        return Replace(repository, release, author, at);
    }

    /// <summary>Puts a changed release in its place; one that is no draft gets its tag and its date of publication.</summary>
    public static Release Replace(GitHubRepository repository, Release release, Person author, DateTimeOffset at)
    {
        if (!release.Draft && repository.References.Find(References.Tags + release.Tag) is null)
            CommitWriter.SetTag(repository, release.Tag, repository.Resolve(release.Target)!, author, at);
        var commit = repository.Resolve(release.Draft ? release.Target : References.Tags + release.Tag) ?? repository.Resolve(release.Target)!;
        var placed = release with { CreatedAt = repository.Objects.Commit(commit).Committer.At, PublishedAt = release.Draft ? null : release.PublishedAt ?? at };
        var index = repository.State.Releases.FindIndex(known => known.Id == release.Id);
        repository.State.Releases[index] = placed;
        if (placed is { Draft: false, MakeLatest: "true" }) DemoteOthers(repository, placed);
        return placed;
    }

    /// <summary>The release marked as latest, else the newest by the date of its commit; never a draft or a prerelease.</summary>
    public static Release? Latest(GitHubRepository repository)
    {
        var candidates = repository.State.Releases.Where(release => release is { Draft: false, Prerelease: false }).ToList();
        return candidates.Find(release => release.MakeLatest == "true")
            ?? candidates.Where(release => release.MakeLatest != "false").OrderByDescending(release => release.CreatedAt).ThenByDescending(release => release.PublishedAt).ThenByDescending(release => release.Id).FirstOrDefault();
    }

    // One release at a time carries the mark.
    private static void DemoteOthers(GitHubRepository repository, Release latest)
    {
        if (latest.Prerelease) return;
        for (var index = 0; index < repository.State.Releases.Count; index++)
        {
            var other = repository.State.Releases[index];
            if (other.Id != latest.Id && other.MakeLatest == "true") repository.State.Releases[index] = other with { MakeLatest = "legacy" };
        }
    }
}
