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

/// <summary>A version that is not sent to an environment.</summary>
/// <param name="Digest">Of its image; null: whatever its tag points at.</param>
/// <param name="Instead">Version that is sent instead; null: the running one stays.</param>
/// <param name="DeploymentId">That was rolled back.</param>
public sealed record QuarantineView(
    long Id, string Environment, string Release, string Version, string? Digest, string? Instead, string By, string Reason, DateTimeOffset Since, long DeploymentId);

public interface IQuarantineQueries
{
    /// <summary>Those in force, newest first; null matches every environment.</summary>
    Task<Page<QuarantineView>> ListAsync(string? environment, PageRequest page, CancellationToken cancellationToken);
}

/// <summary>What a change or deployment goes back from, by whom, and why.</summary>
/// <param name="Of">The deployment that is rolled back.</param>
public sealed record RollbackView(long Of, string By, string Reason);
