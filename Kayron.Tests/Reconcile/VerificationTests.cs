using Kayron.Core.Changes;
using Kayron.Core.Reconcile;
using Kayron.Core.Reconcile.Ports;

namespace Kayron.Tests.Reconcile;

/// <summary>What a service and its tasks prove about an approved image.</summary>
public sealed class VerificationTests
{
    private const string Approved = "sha256:index", Manifest = "sha256:manifest";

    [Theory]
    [InlineData(Approved)]
    [InlineData(Manifest)]
    public void Tasks_with_the_approved_digest_or_one_of_its_manifests_verify_it(string digest) =>
        Assert.Equal(("verified", "2 tasks run the approved image"), Judge(Service(), [Task(digest), Task(Manifest)]));

    [Fact]
    public void A_sidecar_proves_nothing_and_refutes_nothing() =>
        Assert.Equal("verified", Judge(Service(desired: 1), [Task(Approved) with { Containers = [new("proxy", "registry.example/proxy:v9", "sha256:proxy"), new("api", "registry.example/api:v2", Approved)] }]).State);

    [Theory]
    [InlineData("sha256:other", "a task runs sha256:other, not what was approved")]
    [InlineData(null, "a task runs an image without a digest, not what was approved")]
    public void One_task_with_another_digest_is_enough_to_wait(string? digest, string detail) =>
        Assert.Equal(("pending", detail), Judge(Service(), [Task(Approved), Task(digest)]));

    [Fact]
    public void Tasks_of_another_deployment_and_those_that_do_not_run_do_not_count() =>
        Assert.Equal(("pending", "1 of 2 tasks run"), Judge(Service(), [Task(Approved), Task(Approved) with { Deployment = "ecs-svc/old" }, Task(Approved) with { LastStatus = "PENDING" }]));

    [Fact]
    public void A_roll_out_is_waited_for_and_believed_where_it_failed()
    {
        Assert.Equal("pending", Judge(Service(rollout: "IN_PROGRESS"), [Task(Approved), Task(Approved)]).State);
        Assert.Equal(("failed", "circuit breaker"), Judge(Service(rollout: "FAILED"), []));
    }

    [Fact]
    public void A_service_scaled_to_zero_is_verified_by_its_task_definition()
    {
        Assert.Equal("verified", Judge(Service(desired: 0), []).State);
        Assert.Equal(("pending", "api wants v1, not v2"), Judge(Service(desired: 0, version: "v1"), []));
    }

    /// <summary>At AWS itself tasks are never unseen: see the adapter's tests.</summary>
    [Theory]
    [InlineData("COMPLETED", 2, "v2", "verified")]
    [InlineData("COMPLETED", 1, "v2", "pending")]
    [InlineData("IN_PROGRESS", 2, "v2", "pending")]
    [InlineData("FAILED", 2, "v2", "failed")]
    [InlineData("COMPLETED", 2, "v1", "pending")]
    public void Where_an_emulator_lists_no_tasks_its_count_of_a_completed_roll_out_has_to_do(string rollout, int counted, string version, string state) =>
        Assert.Equal(state, Judge(Service(rollout: rollout, version: version, counted: counted), null).State);

    [Fact]
    public void Where_tasks_are_listed_the_count_proves_nothing() =>
        Assert.Equal(("pending", "0 of 2 tasks run"), Judge(Service(counted: 2), []));

    private static (string State, string Detail) Judge(RunningService service, IReadOnlyList<RunningTask>? tasks)
    {
        var view = Verification.Judge(new ApprovedImage("api", "api", "v2", Approved, [Approved, Manifest]), service, tasks);
        return (view.State, view.Detail);
    }

    private static RunningService Service(int desired = 2, string rollout = "COMPLETED", string version = "v2", int counted = 2) => new(
        "arn:api", "api", "main", "api", null, desired, null,
        new ServiceDeployment("ecs-svc/new", "api:2", rollout, "circuit breaker", counted, desired, [new ContainerImage("proxy", "registry.example/proxy:v9"), new ContainerImage("api", $"registry.example/api:{version}")]));

    private static RunningTask Task(string? digest) => new("arn:task", "ecs-svc/new", "RUNNING", [new RunningContainer("api", "registry.example/api:v2", digest)]);
}
