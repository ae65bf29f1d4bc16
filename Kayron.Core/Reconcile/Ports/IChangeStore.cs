using Kayron.Core.Changes;
using Kayron.Core.Configuration;
using Kayron.Core.Policies;

namespace Kayron.Core.Reconcile.Ports;

/// <summary>Changes, what people said of them, and what came of them. Writes check the lease in their transaction.</summary>
public interface IChangeStore
{
    Task<Change?> FindOpenAsync(string environment, CancellationToken cancellationToken);

    /// <summary>Superseded, rejected or expired changes whose change set has not been deleted yet.</summary>
    Task<IReadOnlyList<Change>> FindLeftoversAsync(string environment, CancellationToken cancellationToken);

    Task MarkCleanedAsync(Lease lease, string changeId, CancellationToken cancellationToken);

    /// <summary>What policies judge the change by at this moment: approvals and an override of exactly this fingerprint and these effects, pauses, what came of its inputs before.</summary>
    Task<ChangeFacts> ReadFactsAsync(EnvironmentSettings environment, Change change, StackState stack, CancellationToken cancellationToken);

    /// <summary>What came of the same planned inputs in this environment before.</summary>
    Task<InputsHistory> ReadHistoryAsync(string environment, string inputsDigest, CancellationToken cancellationToken);

    /// <summary>Commit of the release source that a change was planned from; null where there is no such change any more.</summary>
    Task<string?> FindSourceAsync(string changeId, CancellationToken cancellationToken);

    /// <summary>Adds a change and ends the open one it supersedes, in one transaction.</summary>
    Task AddAsync(Lease lease, Change change, CancellationToken cancellationToken);

    /// <summary>Ends the open change without a successor.</summary>
    Task SupersedeAsync(Lease lease, string environment, string reason, CancellationToken cancellationToken);

    /// <summary>Stores the change and its decisions, those only where they differ from the ones stored.</summary>
    /// <returns>False where a person ended it meanwhile: nothing is stored.</returns>
    Task<bool> SaveAsync(Lease lease, Change change, IReadOnlyList<Decision> decisions, CancellationToken cancellationToken);
}

/// <param name="FailedAt">When it failed last, unless it has succeeded since.</param>
/// <param name="Rejection">Set while these inputs stay closed: the newest change of the environment that ended in a decision was rejected with them.</param>
/// <param name="RetriedBy">Who said since then that it may be tried once more.</param>
public sealed record InputsHistory(DateTimeOffset? FailedAt, string? Rejection, string? RetriedBy = null);
