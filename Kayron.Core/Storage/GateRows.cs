using Kayron.Core.Changes;
using Kayron.Core.Queries;

namespace Kayron.Core.Storage;

/// <summary>An administrator let one change pass its gates; another person reviews it afterwards.</summary>
internal sealed class OverrideRow
{
    public long Id { get; set; }
    public required string ChangeId { get; set; }
    public required string Environment { get; set; }
    public required string Fingerprint { get; set; }
    public required string Effects { get; set; }
    public required string Account { get; set; }
    public required string Name { get; set; }
    public required string Reason { get; set; }
    public required string Incident { get; set; }

    /// <summary>Logical ids of what holds state and is removed or replaced, typed by the administrator.</summary>
    public IReadOnlyList<string> Confirmed { get; set; } = [];
    public DateTimeOffset At { get; set; }
    public string? ReviewedBy { get; set; }
    public string? ReviewNote { get; set; }
    public DateTimeOffset? ReviewedAt { get; set; }
}

/// <summary>An operator said that what a failed change would have applied may be tried once more.</summary>
internal sealed class RetryRow
{
    public long Id { get; set; }

    /// <summary>The change that failed.</summary>
    public required string ChangeId { get; set; }
    public required string Account { get; set; }
    public required string Name { get; set; }
    public string? Reason { get; set; }
    public DateTimeOffset At { get; set; }
}

internal sealed class QuarantineRow
{
    public long Id { get; set; }
    public required string Environment { get; set; }
    public required string Release { get; set; }
    public required string Version { get; set; }
    public string? Digest { get; set; }
    public string? Instead { get; set; }
    public long DeploymentId { get; set; }
    public required string Account { get; set; }
    public required string By { get; set; }
    public required string Reason { get; set; }
    public DateTimeOffset Since { get; set; }
    public DateTimeOffset? EndedAt { get; set; }
    public string? EndedBy { get; set; }

    public Quarantine ToQuarantine() => new(Id, Environment, Release, Version, Digest, Instead, By, Reason, Since, DeploymentId);

    public QuarantineView ToView() => new(Id, Environment, Release, Version, Digest, Instead, By, Reason, Since, DeploymentId);
}

/// <summary>A version that ran verified, kept longer than the deployment that brought it.</summary>
internal sealed class VerifiedRow
{
    public long Id { get; set; }
    public required string Environment { get; set; }
    public required string Release { get; set; }
    public required string Version { get; set; }
    public string? Digest { get; set; }
    public long? DeploymentId { get; set; }
    public DateTimeOffset At { get; set; }

    public VerifiedVersion ToVerified() => new(Release, Version, Digest, DeploymentId, At);
}
