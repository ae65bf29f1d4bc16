namespace Kayron.Core.Notifications;

public interface INoticeStore
{
    /// <summary>What there is to tell: what ended lately, and what holds now. A few small reads.</summary>
    /// <param name="since">Deployments and overrides before that are no news.</param>
    Task<IReadOnlyList<Notice>> FindAsync(DateTimeOffset since, CancellationToken cancellationToken);

    /// <summary>Puts notices into the outbox, each once for each destination: what was put before is left out, and remembered in the same transaction.</summary>
    Task PutAsync(IReadOnlyList<(string Destination, Notice Notice)> notices, CancellationToken cancellationToken);
}
