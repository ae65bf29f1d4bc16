namespace Kayron.Core.Queries;

/// <summary>Why a release does not run what it should: every gate in order, from what is stored. Reading it costs no call to GitHub or AWS.</summary>
/// <param name="Release">As its tile shows it.</param>
/// <param name="Obstacle">The tile's sentence; null where nothing is in the way.</param>
/// <param name="ChangeId">The open change that would move it; null: there is none.</param>
/// <param name="NextLook">When the loop looks at it next; null before the first look.</param>
/// <param name="Verified">What ran verified here, latest first.</param>
public sealed record TraceView(
    string Environment, ReleaseView Release, string? Obstacle, IReadOnlyList<TraceStep> Steps, string? ChangeId, DateTimeOffset? NextLook, IReadOnlyList<VerifiedView> Verified);

/// <param name="Gate">A service rule, a policy as in configuration, or a step of the loop.</param>
/// <param name="Verdict">allow, approve, hold, deny or unknown.</param>
/// <param name="Evidence">What it saw.</param>
/// <param name="Until">When it looks different by itself.</param>
/// <param name="Unblock">Who or what can let it pass; null where it is met.</param>
/// <param name="Decides">This is what the tile speaks of.</param>
public sealed record TraceStep(string Gate, string Verdict, string Reason, string? Evidence, DateTimeOffset? Until, string? Unblock, bool Decides);

/// <param name="DeploymentId">That brought it; null: it ran before Kayron changed anything.</param>
public sealed record VerifiedView(string Version, string? Digest, long? DeploymentId, DateTimeOffset At);

public interface ITraceQueries
{
    /// <returns>Null: there is no such environment, or no such release in it.</returns>
    Task<TraceView?> FindAsync(string environment, string release, CancellationToken cancellationToken);
}
