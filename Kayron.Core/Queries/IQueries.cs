namespace Kayron.Core.Queries;

/// <summary>What pages, API and command line read. Each call is a bounded number of database queries and nothing else.</summary>
public interface IEnvironmentQueries
{
    /// <summary>Every configured environment, in configuration's order.</summary>
    Task<IReadOnlyList<EnvironmentView>> ListAsync(CancellationToken cancellationToken);

    Task<EnvironmentView?> FindAsync(string name, CancellationToken cancellationToken);
}

public interface IChangeQueries
{
    /// <summary>Newest first; null filters match all.</summary>
    Task<Page<ChangeSummary>> ListAsync(string? environment, string? state, PageRequest page, CancellationToken cancellationToken);

    Task<ChangeView?> FindAsync(string id, CancellationToken cancellationToken);
}

public interface IDeploymentQueries
{
    /// <summary>Newest first; null filters match all. <paramref name="search"/> matches release names and versions.</summary>
    Task<Page<DeploymentSummary>> ListAsync(string? environment, string? state, string? search, PageRequest page, CancellationToken cancellationToken);

    Task<DeploymentView?> FindAsync(long id, CancellationToken cancellationToken);
}

public interface IRunQueries
{
    Task<Page<RunView>> ListAsync(string? environment, string? outcome, PageRequest page, CancellationToken cancellationToken);
}

public interface IPauseQueries
{
    /// <summary>Pauses in force now.</summary>
    Task<Page<PauseView>> ListAsync(PageRequest page, CancellationToken cancellationToken);
}

public interface IPreviewQueries
{
    /// <summary>The last to have changed first; null filters match all.</summary>
    Task<Page<PreviewView>> ListAsync(string? environment, string? state, PageRequest page, CancellationToken cancellationToken);
}
