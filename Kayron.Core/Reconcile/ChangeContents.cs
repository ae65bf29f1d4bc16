using Kayron.Core.Changes;
using Kayron.Core.Configuration;
using Kayron.Core.Policies;
using Kayron.Core.Queries;
using Kayron.Core.Reconcile.Ports;
using Kayron.Core.Releases;

namespace Kayron.Core.Reconcile;

/// <summary>
/// Reads what a change brings and whose work that is. Costs, once a change: one comparison and two tag look-ups a moving release, another comparison where
/// commits go away, and one comparison of the release source.
/// </summary>
public sealed class ChangeContents(ISourceControl sourceControl, GitHubSettings gitHub)
{
    /// <param name="applied">Commit of the release source that was applied last; null where none was.</param>
    public async Task<(IReadOnlyList<ChangedRelease> Releases, ChangePeople People)> ReadAsync(EnvironmentSettings environment, EnvironmentPlan plan, string? applied, CancellationToken cancellationToken)
    {
        var releases = await Task.WhenAll(plan.Moving.Select(release => ReadAsync(environment, release, cancellationToken)));
        var request = await ReadRequestAsync(environment, plan.Observation.Source, applied, cancellationToken);
        Found[] all = [.. releases.Select(release => release.Found), request];
        return ([.. releases.Select(release => release.Changed)], ChangePeople.Of([.. all.SelectMany(found => found.People)], [.. all.SelectMany(found => found.Unknown)]));
    }

    private async Task<(ChangedRelease Changed, Found Found)> ReadAsync(EnvironmentSettings environment, ChosenRelease release, CancellationToken cancellationToken)
    {
        var repository = new RepositoryName(environment.ReleaseSource.Owner, release.Definition.Repository);
        var (from, to) = (release.Current, release.Chosen!);
        var found = new Found();
        Comparison? comparison = null;
        if (from is null) found.Unknown.Add($"{release.Name} is new, and who wrote it is not looked at");
        else comparison = await CompareAsync(repository, from, to, found, release.Name, cancellationToken);
        // A version that is taken back is the work of those whose commits go.
        if (comparison is { Behind: > 0 }) await CompareAsync(repository, to, from!, found, release.Name, cancellationToken);
        await AddTaggerAsync(repository, to, found, $"tagged {release.Name} {to}", cancellationToken);

        var url = from is null ? null : new Uri(gitHub.Website, $"{repository}/compare/{Uri.EscapeDataString(from)}...{Uri.EscapeDataString(to)}").AbsoluteUri;
        return (new ChangedRelease(release.Name, from, to, url, VersionClass.Of(from, to), comparison is null ? null : Contained(comparison), repository.ToString()), found);
    }

    /// <summary>Who asked for it: whose commits in the release source are new since it was applied last, or whose commit it is where it never was.</summary>
    private async Task<Found> ReadRequestAsync(EnvironmentSettings environment, string source, string? applied, CancellationToken cancellationToken)
    {
        var (repository, found) = (environment.ReleaseSource, new Found());
        if (applied is null) await AddCommitAsync(repository, source, found, cancellationToken);
        else if (applied != source && await CompareAsync(repository, applied, source, found, repository.Name, cancellationToken) is { Behind: > 0 })
            await CompareAsync(repository, source, applied, found, repository.Name, cancellationToken);
        if (environment.ReleaseReference == ReleaseReference.LatestRelease && applied != source) await AddReleaseTaggerAsync(repository, found, cancellationToken);
        return found;
    }

    /// <summary>What cannot be read is said, and never waited for.</summary>
    private async Task<Comparison?> CompareAsync(RepositoryName repository, string from, string to, Found found, string name, CancellationToken cancellationToken)
    {
        var comparison = await TryAsync(() => sourceControl.CompareAsync(repository, from, to, cancellationToken));
        if (comparison is null) found.Unknown.Add($"the commits of {name} could not be read");
        else if (!comparison.Complete) found.Unknown.Add($"{name} has {comparison.TotalCommits} commits, of which GitHub shows {comparison.Commits.Count}");
        foreach (var person in comparison?.Commits.SelectMany(commit => commit.People) ?? []) found.People.Add((person, $"wrote a commit in {name}"));
        return comparison;
    }

    private async Task AddCommitAsync(RepositoryName repository, string sha, Found found, CancellationToken cancellationToken)
    {
        var commit = await TryAsync(() => sourceControl.FindCommitAsync(repository, sha, cancellationToken));
        if (commit is null) found.Unknown.Add($"the commit of {repository.Name} could not be read");
        foreach (var person in commit?.People ?? []) found.People.Add((person, $"wrote a commit in {repository.Name}"));
    }

    private async Task AddReleaseTaggerAsync(RepositoryName repository, Found found, CancellationToken cancellationToken)
    {
        if (await TryAsync(() => sourceControl.LatestReleaseAsync(repository, TimeSpan.FromMinutes(1), cancellationToken)) is { } tag)
            await AddTaggerAsync(repository, tag, found, $"tagged {repository.Name} {tag}", cancellationToken);
    }

    private async Task AddTaggerAsync(RepositoryName repository, string version, Found found, string what, CancellationToken cancellationToken)
    {
        if (VersionClass.IsCommit(version)) return;
        if (await TryAsync(() => sourceControl.FindTaggerAsync(repository, version, cancellationToken)) is { } tagger) found.People.Add((tagger, what));
    }

    private static async Task<T?> TryAsync<T>(Func<Task<T?>> read) where T : class
    {
        try
        {
            return await read();
        }
        catch (ReconcileException)
        {
            return null;
        }
    }

    private static ContainedCommits Contained(Comparison comparison) =>
        new(comparison.TotalCommits, [.. comparison.Commits.CountBy(commit => commit.Author).OrderByDescending(author => author.Value).Select(author => author.Key)], comparison.Complete);

    private sealed class Found
    {
        public List<(CommitPerson Person, string What)> People { get; } = [];
        public List<string> Unknown { get; } = [];
    }
}
