using Kayron.Core.Queries;

namespace Kayron.Tests.Support;

public sealed partial class DashboardWorld
{
    private const string SearchFrom = "4be0d170c5a94c1f8e6ac2f1f8f6f6a1b0a3c9d2";
    private const string SearchTo = "9f2c1ab4d3e2f1a0b9c8d7e6f5a4b3c2d1e0f9a8";

    private static EnvironmentView Testing() => new(
        "testing", "testing", "91ac3f0d2b6c4e8f0a1b2c3d4e5f60718293a4b5", new("server-testing", "UPDATE_ROLLBACK_COMPLETE", Ago(31)),
        [
            Synced("infrastructure", "v0.5.8"), Synced("api", "v1.9.1"), Synced("web", "v3.1.1"),
            Differs("search", SearchFrom, SearchTo, "held", "These inputs failed and are not tried again until one of them changes.") with { Deploy = "branch main" },
            Differs("billing", "v2.0.0", "v2.0.1", "waiting-for-image", "Image billing:v2.0.1 is not in the registry yet."),
            Differs("mailer", "v1.1.4", "v1.1.4", "claimed", "Claimed by Grace until 18:00."),
        ],
        null,
        [
            new("StackStatus", "allow", "Stack can be updated", "UPDATE_ROLLBACK_COMPLETE since 13:49", null),
            new("Retry", "hold", "These inputs failed before", "Deployment 212 failed at SearchService. Waits for another version, or for an operator.", null),
        ],
        [new(3, "testing", "mailer", "Grace shows it to a customer", "Grace", Ago(50), Now.AddHours(4))], Run("testing", 9, "blocked", "Held: these inputs failed before.", 180, 31), null);

    private static EnvironmentView Staging() => new(
        "staging", "staging", "91ac3f0d2b6c4e8f0a1b2c3d4e5f60718293a4b5", new("server-staging", "UPDATE_IN_PROGRESS", Ago(2)),
        [
            Synced("infrastructure", "v0.5.8"), Differs("api", "v1.9.0", "v1.9.1", "drifted", "Runs v1.9.0, should run v1.9.1."),
            Synced("web", "v3.1.1"), Synced("search", "v0.9.3"), Synced("billing", "v2.0.0"), Synced("mailer", "v1.1.4"),
        ],
        DeployingSummary(),
        [new("StackStatus", "hold", "An update is running", "UPDATE_IN_PROGRESS since 14:17", null)],
        [], Run("staging", 8, "executing", "Deployment 214 is running.", 1, 2), "GitHub answers 502 since 14:18; the releases repository cannot be read.")
    { SeenAt = Ago(4) };

    private static EnvironmentView Production() => new(
        "production", "production", "7d1830dd2b6c4e8f0a1b2c3d4e5f60718293a4b5", new("server-production", "UPDATE_COMPLETE", Ago(60 * 22)),
        [
            Differs("infrastructure", "v0.5.7", "v0.5.8", "held", "Soaks in staging, 42 min left."),
            Differs("api", "v1.8.2", "v1.9.0", "drifted", "Runs v1.8.2, should run v1.9.0."), Differs("web", "v3.1.0", "v3.1.1", "drifted", "Runs v3.1.0, should run v3.1.1."),
            Synced("search", "v0.9.3"), Differs("billing", "v2.0.0", "v2.0.0", "suspended", "Suspended in the release definition."), Synced("mailer", "v1.1.4"),
        ],
        WaitingSummary(), ProductionDecisions(), [], Run("production", 7, "awaiting-approval", "1 of 2 approvals.", 71, 12), null);

    public static IReadOnlyList<DecisionView> ProductionDecisions() =>
    [
        new("StackStatus", "allow", "Stack can be updated", "UPDATE_COMPLETE since yesterday", null),
        new("Window", "allow", "Window is open", "Mon–Thu 09:00–17:00 Berlin", Now.AddHours(3)),
        new("Pause", "allow", "Nothing is paused", null, null),
        new("Soak", "allow", "Soaked in staging", "api 2 h 10 min, web 1 day, no break", null),
        new("DestructiveChange", "allow", "Nothing stateful is touched", "0 removed, 0 replaced of 30 guarded types", null),
        new("Approval", "approve", "1 of 2 approvals", "Grace wrote a commit in api and cannot approve.", null),
    ];

    private static RunView Run(string environment, long id, string outcome, string? detail, int count, double minutes) =>
        new(id, environment, outcome, detail, count, Ago(minutes), Now.AddSeconds(-5), Now.AddSeconds(-4), null);

    private static List<RunView> SomeRuns() =>
    [
        Run("testing", 9, "blocked", "Held: these inputs failed before.", 180, 31),
        Run("staging", 8, "executing", "Deployment 214 is running.", 1, 2),
        Run("production", 7, "awaiting-approval", "1 of 2 approvals.", 71, 12),
        new(6, "production", "no-drift", null, 312, Ago(64 + 60 * 4), Ago(12.2), Ago(12.2), null),
        new(5, "testing", "failed", "ECS service SearchService: tasks stopped, exit code 137", 1, Ago(36), Ago(36), Ago(31), "ch-search"),
        new(4, "production", "degraded", "GitHub answers 502; the last good state is kept.", 14, Ago(340), Ago(338), Ago(338), null),
    ];
}
