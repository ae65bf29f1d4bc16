using Kayron.Core.Commands;
using Kayron.Core.Configuration;
using Kayron.Core.Queries;
using Kayron.Tests.Support;
using NodaTime;

namespace Kayron.Tests.EndToEnd;

/// <summary>Policies over the wire: what CloudFormation and GitHub tell is what they judge by.</summary>
public sealed class PolicyTests
{
    private static readonly Actor Ada = new("sandbox:ada", "ada", "Ada", new Dictionary<string, Role> { [Actor.Everywhere] = Role.Approver }, "test");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_role_that_may_do_more_waits_for_a_person_also_where_none_is_asked_otherwise()
    {
        await using var world = await LoopWorld.StartAsync();
        await world.RunUntilAsync("staging", "succeeded");
        const string Path = "cloudformation/cluster.yaml";
        var template = await File.ReadAllTextAsync(System.IO.Path.Combine(world.Sandbox.Description.Repositories, "acme", "infrastructure", "main", Path), Cancellation);
        const string Attached = "        - arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy\n";
        var wider = template.Replace(Attached, Attached + "        - arn:aws:iam::aws:policy/AdministratorAccess\n", StringComparison.Ordinal);
        Assert.NotEqual(template, wider);
        await world.Sandbox.Actions.PushCommitAsync("infrastructure", "main", new Dictionary<string, string?> { [Path] = wider }, ct: Cancellation);
        await world.Sandbox.Actions.PublishReleaseAsync("infrastructure", "v0.5.9", ct: Cancellation);
        await world.Sandbox.Actions.ChangeDefinitionAsync("releases", "main", "infrastructure", "release: \"v0.5.9\"", ct: Cancellation);

        var waiting = await world.RunUntilAsync("staging", "awaiting-approval");
        var change = (await world.Get<IChangeQueries>().FindAsync(waiting.ChangeId!, Cancellation))!;
        var decision = change.Decisions.Single(decision => decision.Policy == "Broadening");
        Assert.Equal(("approve", "Cluster/ExecutionRole attaches arn:aws:iam::aws:policy/AdministratorAccess"), (decision.Verdict, decision.Evidence));
        Assert.IsType<CommandResult.Done>(await world.Get<IChangeCommands>().ApproveAsync(Ada, new ApproveRequest(change.Id, change.Fingerprint), Cancellation));
        await world.RunUntilAsync("staging", "succeeded");
    }

    [Fact]
    public async Task A_closed_window_holds_what_people_may_approve_meanwhile()
    {
        var always = new TimeWindow([], LocalTime.Midnight, LocalTime.Midnight, null, null, DateTimeZone.Utc, "audit");
        await using var world = await LoopWorld.StartAsync(alter: environment => environment with { Policies = environment.Policies with { Window = new WindowSettings([], [always]) } });
        var blocked = await world.RunUntilAsync("production", "blocked");
        Assert.Equal("closed for good: no window ever opens: audit", blocked.Detail);
        var change = (await world.Get<IChangeQueries>().FindAsync(blocked.ChangeId!, Cancellation))!;
        Assert.IsType<CommandResult.Done>(await world.Get<IChangeCommands>().ApproveAsync(Ada, new ApproveRequest(change.Id, change.Fingerprint), Cancellation));
        Assert.Equal("blocked", (await world.RunAsync("production")).Outcome);
        Assert.DoesNotContain(world.Sandbox.Calls.Counts(), call => call.Operation == "ExecuteChangeSet");
    }

    [Fact]
    public async Task A_decision_is_stored_again_only_when_it_changes()
    {
        await using var world = await LoopWorld.StartAsync();
        var waiting = await world.RunUntilAsync("production", "awaiting-approval");
        var before = await DecidedAtAsync(world, waiting.ChangeId!);
        for (var run = 0; run < 3; run++) await world.RunAsync("production");
        Assert.Equal(before, await DecidedAtAsync(world, waiting.ChangeId!));
    }

    private static async Task<IReadOnlyList<long>> DecidedAtAsync(LoopWorld world, string changeId)
    {
        await using var database = await world.Get<Microsoft.EntityFrameworkCore.IDbContextFactory<Core.Storage.KayronDb>>().CreateDbContextAsync(Cancellation);
        return [.. database.Decisions.Where(decision => decision.ChangeId == changeId).OrderBy(decision => decision.Position).Select(decision => decision.Id)];
    }
}
