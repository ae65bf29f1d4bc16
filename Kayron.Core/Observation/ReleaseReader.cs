using System.Collections.Concurrent;
using Kayron.Core.Configuration;
using Kayron.Core.Reconcile;
using Kayron.Core.Reconcile.Ports;
using Kayron.Core.Releases;

namespace Kayron.Core.Observation;

/// <summary>Finds the commit of the release source that an environment reads, and the definitions at it. The commit is resolved once; everything is read at it.</summary>
public sealed class ReleaseReader(ISourceControl sourceControl)
{
    // Definitions never change at a commit. Environments times a few commits: it stays small.
    private readonly ConcurrentDictionary<(RepositoryName, string), ReleaseSet> _read = new();

    public async Task<(string Commit, ReleaseSet Releases)> ReadAsync(EnvironmentSettings environment, TimeSpan maximumAge, CancellationToken cancellationToken)
    {
        var commit = environment.SourceCommit ?? await FindCommitAsync(environment, maximumAge, cancellationToken);
        var key = (environment.ReleaseSource, commit);
        if (!_read.TryGetValue(key, out var releases))
        {
            var files = await sourceControl.OpenAsync(environment.ReleaseSource, commit, ReleaseFiles.Folders, cancellationToken);
            releases = ReleaseSetReader.Read(files);
            if (_read.Count > 1_000) _read.Clear();
            _read[key] = releases;
        }
        return (commit, releases);
    }

    private async Task<string> FindCommitAsync(EnvironmentSettings environment, TimeSpan maximumAge, CancellationToken cancellationToken)
    {
        var source = environment.ReleaseSource;
        switch (environment.ReleaseReference)
        {
            case ReleaseReference.LatestRelease:
                var tag = await sourceControl.LatestReleaseAsync(source, maximumAge, cancellationToken)
                    ?? throw new BlockedException($"{source} has no published release: {environment.Name} reads the latest one, so publish one there");
                return await sourceControl.FindTagAsync(source, tag, maximumAge, cancellationToken)
                    ?? throw new BlockedException($"the latest release of {source} names the tag {tag}, which does not exist: push the tag, or publish another release");
            case ReleaseReference.Branch when await sourceControl.FindBranchAsync(source, environment.Name, maximumAge, cancellationToken) is { } commit:
                return commit;
            default:
                var branch = await sourceControl.DefaultBranchAsync(source, cancellationToken);
                return await sourceControl.FindBranchAsync(source, branch, maximumAge, cancellationToken)
                    ?? throw new BlockedException($"{source} has no branch {branch}, which is its default branch: push a first commit");
        }
    }
}
