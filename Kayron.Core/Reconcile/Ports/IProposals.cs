using Kayron.Core.Releases;

namespace Kayron.Core.Reconcile.Ports;

/// <summary>Pull requests to a releases repository.</summary>
public interface IProposals
{
    /// <summary>The open ones, oldest first: one conditional request a hundred of them, free while nothing changes.</summary>
    Task<IReadOnlyList<Proposal>> ListOpenAsync(RepositoryName repository, CancellationToken cancellationToken);
}

/// <param name="Head">Commit that it would bring.</param>
/// <param name="Base">Branch that it would bring it to.</param>
public sealed record Proposal(RepositoryName Repository, int Number, string Head, string Base);
