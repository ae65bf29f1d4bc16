using Kayron.Core.Outbox;
using Kayron.Core.Releases;

namespace Kayron.Core.Reconcile.Ports;

/// <summary>Remembers from what each pull request's plan was predicted last.</summary>
public interface IPredictionStore
{
    Task<IReadOnlyList<Prediction>> ReadAsync(RepositoryName repository, CancellationToken cancellationToken);

    /// <summary>Stores a prediction and what is to be told of it, in one transaction.</summary>
    Task SaveAsync(Prediction prediction, OutboxMessage told, CancellationToken cancellationToken);

    /// <summary>Those of pull requests that are closed.</summary>
    Task ForgetAsync(RepositoryName repository, IReadOnlyList<int> pullRequests, CancellationToken cancellationToken);
}

/// <param name="Inputs">Digest of everything it was predicted from.</param>
/// <param name="Settled">False where something was missing that may come by itself, such as an image.</param>
public sealed record Prediction(RepositoryName Repository, int PullRequest, string Inputs, bool Settled, DateTimeOffset At);
