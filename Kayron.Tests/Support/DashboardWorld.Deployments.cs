using Kayron.Core.Queries;

namespace Kayron.Tests.Support;

public sealed partial class DashboardWorld
{
    private const string Nested = "AWS::CloudFormation::Stack";

    /// <summary>Eight of thirteen resources.</summary>
    public static DeploymentView Deploying() => new(
        214, "staging", "executing", "ch-staging", "91ac3f0d2b6c4e8f0a1b2c3d4e5f60718293a4b5", "server-staging", [ApiToStaging], Ago(2.1), null, "by policy", null,
        new(8, 13, Now.AddMinutes(2)),
        [
            new("", "server-staging", Nested, 0, "UPDATE_IN_PROGRESS", null, Ago(2.1), Now),
            new("", "Api", Nested, 1, "UPDATE_IN_PROGRESS", null, Ago(1.97), Now),
            new("Api", "TaskDefinition", "AWS::ECS::TaskDefinition", 2, "UPDATE_COMPLETE", null, Ago(1.85), Ago(1.8)),
            new("Api", "Service", "AWS::ECS::Service", 2, "UPDATE_IN_PROGRESS", "1 of 2 tasks are new", Ago(1.7), Now),
            new("", "Web", Nested, 1, "UPDATE_COMPLETE", null, Ago(2), Ago(1.9)), new("", "Search", Nested, 1, "UPDATE_COMPLETE", null, Ago(2), Ago(1.9)),
            new("", "Billing", Nested, 1, "UNCHANGED", null, Ago(2), Ago(2)), new("", "Mailer", Nested, 1, "UNCHANGED", null, Ago(2), Ago(2)), new("", "Network", Nested, 1, "UNCHANGED", null, Ago(2), Ago(2)),
        ],
        [
            new("1", Ago(2.1), "", "server-staging", Nested, "UPDATE_IN_PROGRESS", "User Initiated"),
            new("2", Ago(1.97), "", "Api", Nested, "UPDATE_IN_PROGRESS", null),
            new("3", Ago(1.85), "Api", "TaskDefinition", "AWS::ECS::TaskDefinition", "UPDATE_IN_PROGRESS", "Requested update requires the creation of a new physical resource; hence creating one."),
            new("4", Ago(1.8), "Api", "TaskDefinition", "AWS::ECS::TaskDefinition", "UPDATE_COMPLETE", null),
            new("5", Ago(1.7), "Api", "Service", "AWS::ECS::Service", "UPDATE_IN_PROGRESS", null),
        ],
        null, [new("api", "v1.9.1", "sha256:51d0c2aa", "pending", "Both running tasks must have sha256:51d0… (10 min at most).")],
        [new("StackStatus", "allow", "Stack can be updated", "UPDATE_COMPLETE", null), new("Pause", "allow", "Nothing is paused", null, null)], []);

    public static DeploymentView Failed() => Deploying() with
    {
        Id = 212,
        Environment = "testing",
        State = "failed",
        ChangeId = "ch-search",
        Stack = "server-testing",
        Releases = [SearchToTesting],
        StartedAt = Ago(36),
        EndedAt = Ago(31),
        Outcome = "ECS service SearchService: tasks stopped, exit code 137. Rolled back.",
        Progress = new(13, 13, null),
        Retryable = true,
        RootCause = new("Search", "SearchService", "AWS::ECS::Service",
            "Resource handler returned message: \"Error occurred during operation 'ECS Deployment Circuit Breaker was triggered'.\" Tasks stopped with exit code 137.", Ago(33), ["SearchAlarm", "SearchScaling"]),
        Resources =
        [
            new("", "server-testing", Nested, 0, "UPDATE_ROLLBACK_COMPLETE", null, Ago(36), Ago(31)),
            new("", "Search", Nested, 1, "UPDATE_ROLLBACK_COMPLETE", null, Ago(35), Ago(31)),
            new("Search", "SearchService", "AWS::ECS::Service", 2, "UPDATE_FAILED", "ECS Deployment Circuit Breaker was triggered", Ago(35), Ago(33)),
            new("Search", "SearchAlarm", "AWS::CloudWatch::Alarm", 2, "UPDATE_FAILED", "Resource update cancelled", Ago(34), Ago(33)),
        ],
        Events = [new("9", Ago(33), "Search", "SearchService", "AWS::ECS::Service", "UPDATE_FAILED", "ECS Deployment Circuit Breaker was triggered")],
        Verification = [],
    };

    private static DeploymentView Verified() => Deploying() with
    {
        Id = 211,
        Environment = "production",
        State = "succeeded",
        ChangeId = "ch-old",
        Stack = "server-production",
        StartedAt = Ago(60 * 22),
        EndedAt = Ago(60 * 22 - 6.67),
        StartedBy = "approved by Ada, Linus",
        Outcome = "Deployed and verified.",
        Progress = new(21, 21, null),
        Releases = [new("infrastructure", "v0.5.6", "v0.5.7", null, "patch"), new("web", "v3.0.9", "v3.1.0", null, "minor")],
        Verification = [new("web", "v3.1.0", "sha256:07aa51d0", "verified", "2 of 2 tasks run sha256:07aa….")],
        Approvals = [new("sandbox:ada", "Ada", "approved", null, Ago(60 * 22.1)), new("sandbox:linus", "Linus", "approved", "go", Ago(60 * 22.05))],
    };

    private static DeploymentView External() => Verified() with
    {
        Id = 209,
        State = "external",
        ChangeId = null,
        Source = null,
        Releases = [],
        StartedAt = Ago(60 * 50),
        EndedAt = Ago(60 * 49.9),
        StartedBy = "not by Kayron",
        Outcome = "The stack was updated behind Kayron's back.",
        Approvals = [],
        Verification = [],
    };

    public static DeploymentSummary Summary(DeploymentView view) =>
        new(view.Id, view.Environment, view.State, view.ChangeId, view.Releases, view.StartedAt, view.EndedAt, view.StartedBy, view.Outcome, view.Progress);
}
