using System.Collections.Concurrent;
using System.Net;
using Kayron.Core.Reconcile;
using Kayron.Core.Reconcile.Ports;
using Kayron.Core.Releases;
using Octokit;

namespace Kayron.Core.GitHub;

/// <summary>Finds branches, tags and the latest release. What is not there is found by lists, which GitHub answers 200 and then 304; a 404 would be billed each loop.</summary>
internal sealed class ReferenceReader(GitHubConnection connection)
{
    private const int MaximumTagDepth = 5;
    private readonly ConcurrentDictionary<RepositoryName, bool> _withoutRelease = new();

    /// <param name="reference"><c>heads/NAME</c> or <c>tags/NAME</c>.</param>
    public async Task<string?> FindCommitAsync(RepositoryName repository, string reference, TimeSpan maximumAge, CancellationToken cancellationToken)
    {
        // Git keeps no ref of such a name, and the address would be another one: "heads/.." is the repository's parent.
        if (BranchGrammar.Problem(reference[(reference.IndexOf('/') + 1)..]) is not null) return null;
        var found = await ListAsync(repository, reference, maximumAge, cancellationToken);
        // Prefixes match too: heads/test also answers heads/testing.
        return found.Find(candidate => candidate.Ref == $"refs/{reference}") is { } match ? await PeelAsync(repository, match.Object, cancellationToken) : null;
    }

    public async Task<CommitPerson?> FindTaggerAsync(RepositoryName repository, string tag, CancellationToken cancellationToken)
    {
        if (BranchGrammar.Problem(tag) is not null) return null;
        var found = await ListAsync(repository, $"tags/{tag}", TimeSpan.FromMinutes(1), cancellationToken);
        if (found.Find(candidate => candidate.Ref == $"refs/tags/{tag}") is not { Object: { Type.StringValue: "tag" } annotated }) return null;
        return (await connection.GetAsync<GitTag>(repository, $"/git/tags/{annotated.Sha}", TimeSpan.MaxValue, cancellationToken)).Tagger is { } tagger ? CommitPeople.Of(null, tagger) : null;
    }

    public async Task<string?> FindLatestReleaseAsync(RepositoryName repository, TimeSpan maximumAge, CancellationToken cancellationToken)
    {
        if (_withoutRelease.ContainsKey(repository) && !await HasReleaseAsync(repository, maximumAge, cancellationToken)) return null;
        if (await connection.FindAsync<Release>(repository, "/releases/latest", maximumAge, cancellationToken) is { } latest)
        {
            _withoutRelease.TryRemove(repository, out _);
            return latest.TagName;
        }
        if (await HasReleaseAsync(repository, maximumAge, cancellationToken)) throw new TransientException($"GitHub lists releases of {repository}, and knows no latest one");
        _withoutRelease.TryAdd(repository, true);
        return null;
    }

    private async Task<bool> HasReleaseAsync(RepositoryName repository, TimeSpan maximumAge, CancellationToken cancellationToken)
    {
        var releases = await connection.GetAsync<List<Release>>(repository, "/releases?per_page=100", maximumAge, cancellationToken);
        return releases.Exists(release => release is { Draft: false, Prerelease: false });
    }

    private async Task<List<Reference>> ListAsync(RepositoryName repository, string reference, TimeSpan maximumAge, CancellationToken cancellationToken)
    {
        try
        {
            return await connection.GetAsync<List<Reference>>(repository, $"/git/matching-refs/{GitHubConnection.Escape(reference)}", maximumAge, cancellationToken);
        }
        catch (BlockedException exception) when (exception.InnerException is ApiException { StatusCode: HttpStatusCode.Conflict })
        {
            return []; // a repository without any commit
        }
    }

    /// <summary>An annotated tag is an object of its own, which never changes by its SHA, and may point at another.</summary>
    private async Task<string> PeelAsync(RepositoryName repository, TagObject target, CancellationToken cancellationToken)
    {
        for (var depth = 0; depth < MaximumTagDepth && target.Type.StringValue == "tag"; depth++)
            target = (await connection.GetAsync<GitTag>(repository, $"/git/tags/{target.Sha}", TimeSpan.MaxValue, cancellationToken)).Object;
        return target.Type.StringValue == "commit" ? target.Sha : throw new InvalidException($"a tag of {repository} points at {target.Sha}, which is no commit");
    }
}
