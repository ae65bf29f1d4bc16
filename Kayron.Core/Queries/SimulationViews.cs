using System.Text.Json;

namespace Kayron.Core.Queries;

/// <param name="At">Null: now, and for past deployments when they started.</param>
/// <param name="Environment">Null: every environment.</param>
/// <param name="Policies">As below <c>Policies</c> in the configuration; null: what is in force.</param>
public sealed record SimulationRequest(DateTimeOffset? At, string? Environment, JsonElement? Policies);

/// <summary>What the same evaluation would say at another time, or under other policies. Nothing is changed by asking.</summary>
/// <param name="Releases">That should run another version than they do, and what the service rules would say of it.</param>
/// <param name="Changes">Every open change.</param>
/// <param name="History">The last deployments that would not have started so.</param>
public sealed record SimulationView(
    DateTimeOffset At, IReadOnlyList<SimulatedRelease> Releases, IReadOnlyList<SimulatedChange> Changes, IReadOnlyList<SimulatedDeployment> History);

/// <param name="Was">The strictest verdict of the last look: allow, hold or deny.</param>
/// <param name="Verdict">The strictest of the simulation.</param>
/// <param name="Decisions">Of every service rule, in their order.</param>
public sealed record SimulatedRelease(
    string Environment, string Name, string? Current, string Desired, string Was, string Verdict, bool Differs, IReadOnlyList<DecisionView> Decisions);

/// <param name="Was">Its state: blocked, awaiting-approval, ready or planned.</param>
/// <param name="Verdict">The strictest: allow, approve, unknown, hold or deny.</param>
/// <param name="Differs">Whether the strictest verdict is another than the one that holds now.</param>
public sealed record SimulatedChange(string Id, string Environment, string Was, string Verdict, bool Differs, IReadOnlyList<ChangedRelease> Releases, IReadOnlyList<DecisionView> Decisions);

/// <param name="Was">allow: it was deployed.</param>
/// <param name="At">The moment that it was judged at.</param>
public sealed record SimulatedDeployment(
    long Id, string ChangeId, string Environment, DateTimeOffset At, string Was, string Verdict, IReadOnlyList<ChangedRelease> Releases, IReadOnlyList<DecisionView> Decisions);

public abstract record SimulationResult
{
    private SimulationResult() { }

    public sealed record Done(SimulationView View) : SimulationResult;

    /// <param name="Problems">Keys of the request, and what is wrong with each.</param>
    public sealed record Invalid(IReadOnlyList<(string Key, string Message)> Problems) : SimulationResult;
}

public interface ISimulationQueries
{
    /// <summary>A bounded number of database queries, and no call to GitHub or AWS.</summary>
    Task<SimulationResult> SimulateAsync(SimulationRequest request, CancellationToken cancellationToken);
}
