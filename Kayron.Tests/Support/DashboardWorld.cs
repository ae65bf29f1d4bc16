using Kayron.Core.Queries;

namespace Kayron.Tests.Support;

/// <summary>What the dashboard's fakes answer: one of everything an operator meets, as of <see cref="Now"/>. Tests replace what they need.</summary>
public sealed partial class DashboardWorld
{
    /// <summary>A Monday afternoon.</summary>
    public static readonly DateTimeOffset Now = new(2026, 11, 23, 14, 20, 0, TimeSpan.Zero);

    public List<EnvironmentView> Environments { get; init; } = [Testing(), Staging(), Production()];
    public List<ChangeView> Changes { get; init; } = [AwaitingApproval(), Destructive(), Superseded(), FailedSearch(), DeployingApi()];
    public List<DeploymentView> Deployments { get; init; } = [Deploying(), Failed(), Verified(), External()];
    public List<QuarantineView> Quarantines { get; init; } =
        [new(3, "testing", "api", "v1.9.2", "sha256:1f0e", "v1.9.1", "Grace", "checkout answers 500", Ago(42), 209)];
    public List<OverrideView> Overrides { get; init; } =
        [new(5, "ch-search", "production", "e81b07", "sandbox:linus", "Linus", "customers cannot pay", "https://status.example.com/incidents/42", Ago(90), null, null, null)];
    public List<RunView> Runs { get; init; } = SomeRuns();
    public List<PauseView> Pauses { get; init; } = [];
    public List<PreviewView> Previews { get; init; } = SomePreviews();

    public List<OutboxView> Outbox { get; init; } = [];
    public Dictionary<long, IReadOnlyList<ToldView>> Told { get; init; } = new() { [212] = SomeTold() };

    /// <summary>Queries answered so far.</summary>
    public int Reads { get; set; }

    public static DashboardWorld Empty() => new()
    {
        Environments = [new("production", "production", null, new("server-production", null, null), [], null, [], [], null, null)],
        Changes = [], Deployments = [], Quarantines = [], Overrides = [], Runs = [], Previews = [],
    };

    public static DateTimeOffset Ago(double minutes) => Now.AddMinutes(-minutes);

    private static ReleaseView Synced(string name, string version) =>
        new(name, name == "infrastructure" ? "infrastructure" : "service", name, name == "infrastructure" ? null : name, $"release {version}", version, version, "in-sync", null);

    private static ReleaseView Differs(string name, string current, string desired, string state, string? reason) =>
        Synced(name, current) with { Desired = desired, Deploy = state == "suspended" ? "suspend" : $"release {desired}", State = state, Reason = reason };
}
