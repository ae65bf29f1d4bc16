using Kayron.Core.Configuration;
using Kayron.Core.Reconcile.Ports;
using Kayron.Core.Releases;

namespace Kayron.Core.Webhooks;

/// <summary>Which environments an event could change anything for. Who is asked in vain loses a look; who is not asked waits for its interval.</summary>
internal static class Concern
{
    /// <param name="definitions">Releases of the environment as they were last read; null before the first look, when any of its owner's repositories may matter.</param>
    public static bool Concerns(RepositoryEvent news, EnvironmentSettings environment, IReadOnlyList<ReleaseDefinition>? definitions)
    {
        var source = environment.ReleaseSource;
        if (!Same(news.Repository.Owner, source.Owner)) return false;
        if (Same(news.Repository.Name, source.Name) && ConcernsSource(news, environment)) return true;
        return definitions?.Any(definition => Same(definition.Repository, news.Repository.Name) && ConcernsRelease(news, definition, environment)) ?? true;
    }

    private static bool ConcernsSource(RepositoryEvent news, EnvironmentSettings environment) => (environment.ReleaseReference, news) switch
    {
        // Which release is the latest only a look tells; what its tag points at is part of it.
        (ReleaseReference.LatestRelease, RepositoryEvent.Release or RepositoryEvent.Pushed { Tag: not null }) => true,
        (ReleaseReference.DefaultBranch, RepositoryEvent.Pushed { Branch: { } branch } push) => IsDefault(push, branch),
        (ReleaseReference.Branch, RepositoryEvent.Pushed { Branch: { } branch } push) => branch == environment.Name || IsDefault(push, branch),
        _ => false,
    };

    private static bool ConcernsRelease(RepositoryEvent news, ReleaseDefinition definition, EnvironmentSettings environment) => news switch
    {
        RepositoryEvent.PullRequest => definition.Preview && environment.Previews.Enabled,
        RepositoryEvent.Pushed { Branch: { } branch } => definition.Deploy is DeployStrategy.Branch { Name: var followed } && followed == branch,
        // Templates are read at the tag, which somebody may have moved; a service's image is not made by its tag's arrival.
        RepositoryEvent.Pushed { Tag: { } tag } => definition is { Kind: ReleaseKind.Infrastructure, Deploy: DeployStrategy.Release { Version: var version } } && version == tag,
        _ => false,
    };

    private static bool IsDefault(RepositoryEvent.Pushed push, string branch) => push.DefaultBranch is null || push.DefaultBranch == branch;

    /// <summary>GitHub's names are the same in any case.</summary>
    private static bool Same(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
