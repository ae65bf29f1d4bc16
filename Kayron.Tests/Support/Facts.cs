using Kayron.Core.Changes;
using Kayron.Core.Configuration;
using Kayron.Core.Observation;
using Kayron.Core.Policies;
using Kayron.Core.Queries;
using Kayron.Core.Reconcile.Ports;
using Kayron.Core.Releases;

namespace Kayron.Tests.Support;

/// <summary>Plausible values of the domain, to be altered by <c>with</c> where a test cares.</summary>
internal static class Facts
{
    public static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    public static EnvironmentSettings Environment { get; } = new()
    {
        Name = "production", Tier = Tier.Production, ReleaseSource = new RepositoryName("acme", "releases"), ReleaseReference = ReleaseReference.LatestRelease,
        Stack = "server-production", Region = "us-west-2", Bucket = "templates",
    };

    public static StackState Stack { get; } = new(
        "arn:aws:cloudformation:us-west-2:123456789012:stack/server-production/1", "server-production", "123456789012", "UPDATE_COMPLETE", null, null, Now.AddDays(-1),
        new Dictionary<string, string> { ["Environment"] = "production", ["ApiVersion"] = "v1.0.0", ["InfrastructureVersion"] = "v0.5.0" },
        new Dictionary<string, string> { ["environment"] = "production" }, [], null);

    public static ResourceEffects NoEffects { get; } = new("arn:changeset", true, []) { Widenings = [] };

    public static ChangeFacts Change { get; } = new(Environment, Now, Stack, NoEffects, [], [], null) { Releases = [], People = new ChangePeople([], []) };

    public static ChangedRelease Step(string name, string? from, string to) => new(name, from, to, null, VersionClass.Of(from, to));

    public static PlannedInputs Inputs { get; } = new(
        new Dictionary<string, string> { ["api"] = "v1.1.0", ["infrastructure"] = "v0.5.0" }, new Dictionary<string, string> { ["ApiVersion"] = "v1.1.0" },
        new Dictionary<string, string> { ["index.yaml"] = "t1" }, new Dictionary<string, string>());

    public static Change Planned { get; } = new()
    {
        Id = "c41f9a01", Environment = "production", State = ChangeState.Planned, Fingerprint = "c41f9a", CreatedAt = Now,
        Plan = new ChangePlan(
            "5d2b", Stack.Name, Inputs, Inputs.Digest(), StackBase.MarkerOf(Stack), StackBase.Of("us-west-2", null, Stack, []), new Uri("https://templates.s3.us-west-2.amazonaws.com/index.yaml"), [],
            new Dictionary<string, string>(), [], null, true, [], [], [], [], []),
    };

    public static ReleaseDefinition Service(string name, DeployStrategy? deploy = null) =>
        new(ReleaseKind.Service, name, name, deploy ?? new DeployStrategy.Release("v1.1.0"), false, new SourceLocation("service/service.yaml", 1, 3));

    public static ReleaseDefinition Infrastructure { get; } =
        new(ReleaseKind.Infrastructure, "infrastructure", null, new DeployStrategy.Release("v0.5.0"), false, new SourceLocation("infrastructure/infrastructure.yaml", 1, 3));

    public static ResourceChange Resource(string logicalId, string type, string action, string? replacement = null, params PropertyChange[] details) =>
        new(logicalId, null, type, action, replacement, null, "", details);

    public static Approval Approval(string account, params string[] confirmed) => new(account, account, true, "fingerprint", "effects", null, confirmed, Now, account);

    public static ChosenRelease Chosen(ReleaseDefinition definition, string? current, string? chosen, ReleaseState state) =>
        new(new ObservedRelease(definition, chosen is null ? new DesiredVersion.AsItRuns() : new DesiredVersion.Known(chosen), current, null), chosen, state, null, []);
}
