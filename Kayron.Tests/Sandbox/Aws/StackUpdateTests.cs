namespace Kayron.Tests.Sandbox.Aws;

public sealed class StackUpdateTests
{
    [Fact]
    public async Task An_update_goes_through_its_states_at_a_pace_that_a_person_can_watch()
    {
        await using var world = await UpdatingWorld.StartAsync();

        await world.UpdateAsync();
        Assert.Equal("UPDATE_IN_PROGRESS", await world.StatusAsync());
        world.Pass(10);
        Assert.Equal("UPDATE_IN_PROGRESS", await world.StatusAsync());
        world.Pass(8.5);
        Assert.Equal("UPDATE_COMPLETE_CLEANUP_IN_PROGRESS", await world.StatusAsync());
        world.Pass(20);
        Assert.Equal("UPDATE_COMPLETE", await world.StatusAsync());
        Assert.Equal(
            ["acme UPDATE_IN_PROGRESS User Initiated", "Api UPDATE_IN_PROGRESS", "Api UPDATE_COMPLETE", "acme UPDATE_COMPLETE_CLEANUP_IN_PROGRESS", "acme UPDATE_COMPLETE"],
            await world.EventsAsync());
    }

    [Fact]
    public async Task A_new_task_definition_is_made_before_the_service_moves_and_the_old_one_goes_last()
    {
        await using var world = await UpdatingWorld.StartAsync();

        await world.UpdateAsync();
        world.Pass(60);

        var events = (await world.EventsAsync(await world.NestedAsync())).Where(item => item.StartsWith("TaskDefinition", StringComparison.Ordinal) || item.StartsWith("Service", StringComparison.Ordinal));
        Assert.Equal(
        [
            "TaskDefinition UPDATE_IN_PROGRESS Requested update requires the creation of a new physical resource; hence creating one.",
            "TaskDefinition UPDATE_IN_PROGRESS Resource creation Initiated", "TaskDefinition UPDATE_COMPLETE",
            "Service UPDATE_IN_PROGRESS", "Service UPDATE_COMPLETE", "TaskDefinition DELETE_IN_PROGRESS", "TaskDefinition DELETE_COMPLETE",
        ], events);
        Assert.EndsWith("/api:v2.0.0", await world.RunningImageAsync());
    }

    [Fact]
    public async Task While_a_service_rolls_over_both_deployments_are_to_be_seen()
    {
        await using var world = await UpdatingWorld.StartAsync();

        await world.UpdateAsync();
        world.Pass(5);

        var service = (await world.Client.EcsAsync("DescribeServices", new { cluster = "acme-testing", services = new[] { "api-testing" } })).Json.GetProperty("services")[0];
        var deployments = service.GetProperty("deployments").EnumerateArray().Select(item => $"{item.GetProperty("status").GetString()} {item.GetProperty("rolloutState").GetString()} {item.GetProperty("runningCount").GetInt32()}");
        Assert.Equal(["PRIMARY IN_PROGRESS 0", "ACTIVE COMPLETED 2"], deployments);
    }

    [Fact]
    public async Task A_parameter_that_no_resource_uses_is_no_update()
    {
        await using var world = await UpdatingWorld.StartAsync();

        var answer = await world.UpdateAsync(("InfrastructureVersion", "v9.9.9"));

        Assert.Equal(400, answer.Status);
        Assert.Equal("No updates are to be performed.", answer.Element("Message"));
    }

    [Fact]
    public async Task A_missing_image_trips_the_circuit_breaker_and_the_root_says_why()
    {
        await using var world = await UpdatingWorld.StartAsync();

        await world.UpdateAsync("v3.0.0");
        world.Pass(90);

        Assert.Equal("UPDATE_ROLLBACK_COMPLETE", await world.StatusAsync());
        var events = await world.EventsAsync();
        var nested = await world.NestedAsync();
        Assert.Contains($"Api UPDATE_FAILED Embedded stack {nested} was not successfully updated. Currently in UPDATE_ROLLBACK_IN_PROGRESS with reason: The following resource(s) failed to update: [Service].", events);
        Assert.Contains("acme UPDATE_ROLLBACK_IN_PROGRESS The following resource(s) failed to update: [Api].", events);
        Assert.Contains(await world.EventsAsync(nested), item => item.StartsWith("Service UPDATE_FAILED", StringComparison.Ordinal) && item.Contains("api:v3.0.0: not found", StringComparison.Ordinal));
        Assert.EndsWith("/api:v1.0.0", await world.RunningImageAsync());
    }

    [Fact]
    public async Task After_a_rollback_the_stack_is_what_it_was()
    {
        await using var world = await UpdatingWorld.StartAsync();
        var before = (await world.Client.CloudFormationAsync("DescribeStackResources", ("StackName", await world.NestedAsync()))).Elements("PhysicalResourceId");

        await world.UpdateAsync("v3.0.0");
        world.Pass(90);

        Assert.Equal(before, (await world.Client.CloudFormationAsync("DescribeStackResources", ("StackName", await world.NestedAsync()))).Elements("PhysicalResourceId"));
        await world.UpdateAsync("v2.0.0", "second");
        world.Pass(60);
        Assert.Equal("UPDATE_COMPLETE", await world.StatusAsync());
    }

    [Fact]
    public async Task A_planned_failure_strikes_the_named_resource_with_the_given_reason()
    {
        await using var world = await UpdatingWorld.StartAsync();
        world.World.FailNextUpdate(AcmeStack.Name, "TaskDefinition", "No more room.");

        await world.UpdateAsync();
        world.Pass(90);

        Assert.Equal("UPDATE_ROLLBACK_COMPLETE", await world.StatusAsync());
        Assert.Contains("TaskDefinition UPDATE_FAILED No more room.", await world.EventsAsync(await world.NestedAsync()));
        await world.UpdateAsync(token: "second");
        world.Pass(90);
        Assert.Equal("UPDATE_COMPLETE", await world.StatusAsync());
    }

    [Theory]
    [InlineData("!GetAtt Cluster.Nonsense", "Template error: resource Cluster does not support attribute type Nonsense in Fn::GetAtt")]
    [InlineData("!FindInMap [a, b, c]", "Template error: Unable to get mapping for a::b::c")]
    [InlineData("!Select [7, [a]]", "Template error: Fn::Select cannot select nonexistent value at index 7")]
    [InlineData("!Join [',']", "Template error: every Fn::Join object requires 2 parameters.")]
    [InlineData("!Equals a", "Template error: Fn::Equals requires a list argument")]
    public async Task An_output_that_cannot_be_evaluated_ends_in_a_rollback_and_not_in_silence(string expression, string reason)
    {
        await using var world = await UpdatingWorld.StartAsync();
        AcmeStack.Put(world.World, "broken.yaml", $"Resources: {{Cluster: {{Type: 'AWS::ECS::Cluster'}}}}\nOutputs: {{Broken: {{Value: {expression}}}}}\n");

        await world.Client.CloudFormationAsync("CreateStack", ("StackName", "broken"), ("TemplateURL", "https://templates.s3.us-west-2.amazonaws.com/broken.yaml"));
        world.Pass(30);

        Assert.Equal("ROLLBACK_COMPLETE", await world.StatusAsync("broken"));
        Assert.Contains((await world.Client.CloudFormationAsync("DescribeStackEvents", ("StackName", "broken"))).Elements("ResourceStatusReason"), given => given.StartsWith(reason, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_rollback_that_fails_halts_until_it_is_continued()
    {
        await using var world = await UpdatingWorld.StartAsync();
        world.World.FailNextUpdate(AcmeStack.Name, rollbackFails: true);

        await world.UpdateAsync();
        world.Pass(120);
        Assert.Equal("UPDATE_ROLLBACK_FAILED", await world.StatusAsync());
        Assert.Equal(400, (await world.UpdateAsync(("ApiVersion", "v1.0.0"), "third")).Status);

        Assert.Equal(200, (await world.Client.CloudFormationAsync("ContinueUpdateRollback", ("StackName", AcmeStack.Name))).Status);
        world.Pass(120);
        Assert.Equal("UPDATE_ROLLBACK_COMPLETE", await world.StatusAsync());
        Assert.EndsWith("/api:v1.0.0", await world.RunningImageAsync());
    }

    [Fact]
    public async Task A_hanging_update_stays_in_progress_until_it_is_released()
    {
        await using var world = await UpdatingWorld.StartAsync();
        world.World.HangNextUpdate(AcmeStack.Name);

        await world.UpdateAsync();
        world.Pass(600);
        Assert.Equal("UPDATE_IN_PROGRESS", await world.StatusAsync());
        Assert.EndsWith("/api:v1.0.0", await world.RunningImageAsync());

        world.World.Release(AcmeStack.Name);
        world.Pass(60);
        Assert.Equal("UPDATE_COMPLETE", await world.StatusAsync());
        Assert.EndsWith("/api:v2.0.0", await world.RunningImageAsync());
    }

    [Fact]
    public async Task An_update_can_be_cancelled_while_it_hangs()
    {
        await using var world = await UpdatingWorld.StartAsync();
        world.World.HangNextUpdate(AcmeStack.Name);
        await world.UpdateAsync();
        world.Pass(300);

        Assert.Equal(200, (await world.Client.CloudFormationAsync("CancelUpdateStack", ("StackName", AcmeStack.Name))).Status);
        world.Pass(60);

        Assert.Equal("UPDATE_ROLLBACK_COMPLETE", await world.StatusAsync());
        Assert.Contains("Service UPDATE_FAILED Resource update cancelled", await world.EventsAsync(await world.NestedAsync()));
    }

    [Fact]
    public async Task Somebody_elses_update_carries_no_token_of_ours()
    {
        await using var world = await UpdatingWorld.StartAsync();

        world.World.ChangeStackBehindTheBack(AcmeStack.Name, new Dictionary<string, string> { ["ApiVersion"] = "v2.0.0" });
        Assert.Equal("UPDATE_IN_PROGRESS", await world.StatusAsync());
        world.Pass(60);

        Assert.Equal("UPDATE_COMPLETE", await world.StatusAsync());
        Assert.Empty(await world.EventsAsync());
    }

    [Fact]
    public async Task A_snapshot_taken_in_the_middle_of_an_update_goes_on_where_it_was()
    {
        await using var world = await UpdatingWorld.StartAsync();
        await world.UpdateAsync();
        world.Pass(5);
        await world.StatusAsync();
        var snapshot = world.World.Save();
        world.Pass(60);
        var expected = await world.EventsAsync();

        world.World.Load(snapshot);

        Assert.Equal(expected, await world.EventsAsync());
        Assert.Equal("UPDATE_COMPLETE", await world.StatusAsync());
        Assert.EndsWith("/api:v2.0.0", await world.RunningImageAsync());
    }

    [Fact]
    public async Task Deleting_a_stack_takes_its_nested_stacks_and_services_along()
    {
        await using var world = await UpdatingWorld.StartAsync();
        var nested = await world.NestedAsync();

        await world.Client.CloudFormationAsync("DeleteStack", ("StackName", AcmeStack.Name));
        Assert.Equal("DELETE_IN_PROGRESS", await world.StatusAsync());
        world.Pass(60);

        Assert.Equal("Stack with id acme does not exist", (await world.Client.CloudFormationAsync("DescribeStacks", ("StackName", AcmeStack.Name))).Element("Message"));
        Assert.Equal("DELETE_COMPLETE", await world.StatusAsync(nested));
    }
}
