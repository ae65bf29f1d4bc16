namespace Kayron.Core.Configuration;

/// <summary>How long what has ended is kept.</summary>
/// <param name="Deployments">With their events, changes, decisions and approvals; as long as pauses, claims and quarantines that are over.</param>
public sealed record RetentionSettings(TimeSpan Runs, TimeSpan Deployments, TimeSpan Audit)
{
    public static RetentionSettings Default { get; } = new(TimeSpan.FromDays(30), TimeSpan.FromDays(400), TimeSpan.FromDays(800));
}
