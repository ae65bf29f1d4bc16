using System.Collections.Concurrent;
using Kayron.Core.Changes;
using Kayron.Core.Configuration;
using Kayron.Core.Observation;
using Kayron.Core.Policies;
using Kayron.Core.Reconcile.Ports;
using Kayron.Core.Releases;
using Kayron.Core.Templates;

namespace Kayron.Core.Reconcile;

/// <summary>Renders the templates of the infrastructure version chosen for an environment. Once read and rendered for a commit, they cost nothing.</summary>
public sealed class TemplateReader(ISourceControl sourceControl, ITemplateStore store)
{
    private readonly ConcurrentDictionary<(RepositoryName, string), string> _commits = new();
    private readonly ConcurrentDictionary<(string, RepositoryName, string), TemplateBundle> _bundles = new();

    public async Task<TemplateBundle> ReadAsync(EnvironmentSettings environment, ChosenRelease infrastructure, StackState stack, CancellationToken cancellationToken)
    {
        var repository = new RepositoryName(environment.ReleaseSource.Owner, infrastructure.Definition.Repository);
        var version = infrastructure.Chosen ?? throw new BlockedException(
            $"no version of {infrastructure.Name} is known for {environment.Name}: stack {stack.Name} has no value for {infrastructure.Definition.ParameterKey}, and {infrastructure.Reason}");
        var commit = await ResolveAsync(repository, version, cancellationToken);
        var key = (environment.Name, repository, commit);
        if (_bundles.TryGetValue(key, out var bundle)) return bundle;

        var files = await sourceControl.OpenAsync(repository, commit, [TemplateBundle.Folder], cancellationToken);
        bundle = TemplateBundle.Render(files, new TemplateTarget(environment.Name, environment.Bucket, stack.Account, environment.Region, path => store.UrlOf(environment, path)));
        if (_bundles.Count > 100) _bundles.Clear();
        return _bundles[key] = bundle;
    }

    /// <summary>Whether the tag of the version that the templates came from leads elsewhere than it did: as nobody should, but somebody can. The next reading follows it. Costs a conditional request.</summary>
    public async Task<bool> HaveMovedAsync(EnvironmentSettings environment, PlannedInputs inputs, CancellationToken cancellationToken)
    {
        foreach (var (release, version) in inputs.Versions)
        {
            // Of all releases templates alone were read, so that no other is known here.
            var key = (new RepositoryName(environment.ReleaseSource.Owner, release), version);
            if (!_commits.TryGetValue(key, out var known) || await sourceControl.FindTagAsync(key.Item1, version, TimeSpan.Zero, cancellationToken) == known) continue;
            _commits.TryRemove(key, out _);
            return true;
        }
        return false;
    }

    private async Task<string> ResolveAsync(RepositoryName repository, string version, CancellationToken cancellationToken)
    {
        if (VersionClass.IsCommit(version)) return version;
        if (_commits.TryGetValue((repository, version), out var known)) return known;
        var commit = await sourceControl.FindTagAsync(repository, version, TimeSpan.Zero, cancellationToken)
            ?? throw new BlockedException($"{repository} has no tag {version}: push the tag, or correct the release definition");
        return _commits[(repository, version)] = commit;
    }
}
