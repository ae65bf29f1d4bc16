using Kayron.Core.Queries;

namespace Kayron.Tests.Support;

public sealed partial class DashboardWorld
{
    private static readonly ChangedRelease[] Api = [new("api", "v1.8.2", "v1.9.0", null, "minor")];

    /// <summary>What was asked of simulations, in order.</summary>
    public List<SimulationRequest> Simulations { get; } = [];

    /// <summary>Answers a simulation.</summary>
    public Func<SimulationRequest, SimulationResult> Simulated { get; set; } = request => new SimulationResult.Done(new SimulationView(
        request.At ?? Now,
        [new("production", "billing", "v2.0.0", "v2.0.1", "hold", "allow", true, [new("Soak", "allow", "Has run in staging for 1 h", null, null)])],
        [
            new("ch-search", "production", "awaiting-approval", "hold", true, Api,
            [
                new("StackStatus", "allow", "The stack can be updated", null, null),
                new("Window", "hold", "Closed until Mon 09:00 Berlin", "Mon, Tue, Wed, Thu 09:00 to 17:00 Berlin", Now.AddDays(3)),
                new("Approval", "approve", "Needs 1 approval", null, null),
            ]),
        ],
        [new(211, "ch-old", "production", Ago(4_000), "allow", "deny", Api, [new("VersionClass", "deny", "Minor steps are denied", "api v1.8.2 → v1.9.0 is minor", null)])]));
}
