namespace Kayron.Core.Queries;

/// <summary>A change that an administrator let pass its gates.</summary>
/// <param name="Incident">An http or https address.</param>
/// <param name="ReviewedBy">Another person who has looked at it since; null: nobody has.</param>
public sealed record OverrideView(
    long Id, string ChangeId, string Environment, string Fingerprint, string Account, string Name, string Reason, string Incident, DateTimeOffset At,
    string? ReviewedBy, DateTimeOffset? ReviewedAt, string? ReviewNote);

public interface IOverrideQueries
{
    /// <summary>Newest first; null filters match all.</summary>
    Task<Page<OverrideView>> ListAsync(string? environment, bool? reviewed, PageRequest page, CancellationToken cancellationToken);
}
