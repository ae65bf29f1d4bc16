using Kayron.Core.Changes;
using Kayron.Core.Queries;
using Kayron.Tests.Support;

namespace Kayron.Tests.Changes;

public sealed class DeploymentProgressTests
{
    private static int s_number;

    [Fact]
    public void The_cause_is_the_first_resource_that_failed_by_itself()
    {
        EventView[] events =
        [
            At("", "Api", "AWS::CloudFormation::Stack", "UPDATE_IN_PROGRESS"),
            At("Web", "Service", "AWS::ECS::Service", "UPDATE_FAILED", "Resource update cancelled"),
            At("Api", "Service", "AWS::ECS::Service", "UPDATE_FAILED", "tasks stopped, exit code 137"),
            At("Api", "Record", "AWS::Route53::RecordSet", "UPDATE_FAILED", "Resource update cancelled"),
            At("", "Api", "AWS::CloudFormation::Stack", "UPDATE_FAILED", "Embedded stack was not successfully updated"),
        ];
        var cause = DeploymentProgress.RootCause(events)!;
        Assert.Equal(("Api", "Service", "tasks stopped, exit code 137"), (cause.Stack, cause.LogicalId, cause.Reason));
        Assert.Equal(["Service", "Record"], cause.Cancelled);
    }

    [Fact]
    public void A_replaced_resource_is_not_shown_as_removed()
    {
        var resource = Assert.Single(DeploymentProgress.Tree("server",
        [
            At("Api", "Task", "AWS::ECS::TaskDefinition", "UPDATE_IN_PROGRESS"), At("Api", "Task", "AWS::ECS::TaskDefinition", "UPDATE_COMPLETE"),
            At("Api", "Task", "AWS::ECS::TaskDefinition", "DELETE_IN_PROGRESS"), At("Api", "Task", "AWS::ECS::TaskDefinition", "DELETE_COMPLETE"),
        ]));
        Assert.Equal(("UPDATE_COMPLETE", "replaced", 2), (resource.Status, resource.Reason, resource.Depth));
    }

    [Fact]
    public void A_stack_stands_before_its_resources()
    {
        EventView[] events =
        [
            At("Api", "Service", "AWS::ECS::Service", "UPDATE_IN_PROGRESS"), At("", "Api", "AWS::CloudFormation::Stack", "UPDATE_IN_PROGRESS"),
            At("", "server", "AWS::CloudFormation::Stack", "UPDATE_IN_PROGRESS"), At("", "Queue", "AWS::SQS::Queue", "UPDATE_COMPLETE"),
        ];
        Assert.Equal(["server", "Api", "Service", "Queue"], DeploymentProgress.Tree("server", events).Select(resource => resource.LogicalId));
        Assert.Equal(1, DeploymentProgress.Done(events));
    }

    private static EventView At(string stack, string logicalId, string type, string status, string? reason = null) =>
        new($"{Interlocked.Increment(ref s_number)}", Facts.Now, stack, logicalId, type, status, reason);
}
