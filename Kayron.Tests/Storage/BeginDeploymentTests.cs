using Kayron.Core.Changes;
using Kayron.Core.Commands;
using Kayron.Core.Configuration;
using Kayron.Core.Queries;
using Kayron.Core.Reconcile.Ports;
using Kayron.Core.Storage;
using Kayron.Tests.Support;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Kayron.Tests.Storage;

/// <summary>Between judging a change and starting it anything may happen: the transaction that starts it looks once more.</summary>
public sealed class BeginDeploymentTests
{
    private const string Production = "production";
    private static readonly Actor Ada = StoreWorld.Someone("ada", Role.Approver);
    private static readonly WindowSettings Nightly = new([], [new TimeWindow([], new LocalTime(23, 0), LocalTime.Midnight, null, null, DateTimeZone.Utc, null)]);
    private static readonly EnvironmentSettings Environment = Facts.Environment with { Policies = new PolicySettings { Approval = new ApprovalSettings(1, Expires: TimeSpan.FromHours(12)), Window = Nightly } };

    private static readonly Change Planned = Facts.Planned with
    {
        CreatedAt = new DateTimeOffset(2026, 11, 25, 12, 0, 0, TimeSpan.Zero),
        Plan = Facts.Planned.Plan with { People = new ChangePeople([], []), Releases = [Facts.Step("api", "v1.0.0", "v1.1.0")] },
    };

    private static readonly Dictionary<string, Func<StoreWorld, Lease, Task>> Closing = new()
    {
        ["its approval is gone"] = (world, _) => Done(() => world.Execute("DELETE FROM approvals")),
        ["somebody rejects it"] = async (world, _) => Assert.IsType<CommandResult.Done>(await world.Get<IChangeCommands>().RejectAsync(StoreWorld.Someone("grace", Role.Approver), Planned.Id, null, Cancellation)),
        ["another change takes its place"] = (world, lease) => world.Get<IChangeStore>().AddAsync(lease, Planned with { Id = "another", Fingerprint = "another" }, Cancellation),
        ["nothing differs any more"] = (world, lease) => world.Get<IChangeStore>().SupersedeAsync(lease, Production, "nothing differs any more", Cancellation),
        ["its environment is paused"] = (world, _) => PauseAsync(world, Production, null),
        ["everything is paused"] = (world, _) => PauseAsync(world, null, null),
        ["a service that it moves is paused"] = (world, _) => PauseAsync(world, null, "api"),
        ["its window closes"] = (world, _) => Done(() => world.Time.Advance(TimeSpan.FromHours(11))),
        ["it expires"] = (world, _) => Done(() => world.Time.Advance(TimeSpan.FromHours(12))),
        ["its approval was given to other effects"] = (world, _) => Done(() => world.Execute("UPDATE approvals SET Effects = 'others'")),
        ["its approval was given to another fingerprint"] = (world, _) => Done(() => world.Execute("UPDATE approvals SET Fingerprint = 'another'")),
        ["its inputs are found to have failed"] = (world, _) =>
            AlterAsync(world, database => database.Changes.Add((Planned with { Id = "failed", State = ChangeState.Failed, EndedAt = world.Time.GetUtcNow() }).ToRow())),
    };

    private static readonly Dictionary<string, Func<StoreWorld, Task>> Open = new()
    {
        ["nothing happens"] = _ => Task.CompletedTask,
        ["a service that it does not move is paused"] = world => PauseAsync(world, Production, "web"),
        ["another environment is paused"] = world => PauseAsync(world, "testing", null),
        ["a pause is over"] = async world =>
        {
            await PauseAsync(world, Production, null, world.Time.GetUtcNow().AddMinutes(1));
            world.Time.Advance(TimeSpan.FromMinutes(1));
        },
        ["a pause comes that an administrator passes"] = async world =>
        {
            await PauseAsync(world, Production, null);
            Assert.IsType<CommandResult.Done>(await world.Get<IOverrideCommands>().OverrideAsync(
                StoreWorld.Someone("margaret", Role.Administrator), new OverrideRequest(Planned.Id, "the shop is down", "https://status.example.com/42"), Cancellation));
        },
    };

    public static TheoryData<string> WhatCloses => [.. Closing.Keys];

    public static TheoryData<string> WhatDoesNot => [.. Open.Keys];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(WhatCloses))]
    public async Task A_change_that_was_ready_does_not_start_where_meanwhile(string happens)
    {
        await using var world = await StoreWorld.StartAsync();
        var (lease, change) = await ReadyAsync(world);
        await Closing[happens](world, lease);
        Assert.Null(await BeginAsync(world, lease, change));
        Assert.DoesNotContain((await world.Get<IDeploymentQueries>().ListAsync(Production, null, null, default, Cancellation)).Items, deployment => deployment.ChangeId == change.Id);
    }

    [Theory]
    [MemberData(nameof(WhatDoesNot))]
    public async Task A_change_that_is_ready_starts_where_meanwhile(string happens)
    {
        await using var world = await StoreWorld.StartAsync();
        var (lease, change) = await ReadyAsync(world);
        await Open[happens](world);
        Assert.Equal(change.Id, (await BeginAsync(world, lease, change))?.ChangeId);
        Assert.Equal("executing", (await world.Get<IChangeQueries>().FindAsync(change.Id, Cancellation))!.State);
    }

    [Fact]
    public async Task It_does_not_start_on_a_stack_that_became_busy_nor_under_policies_that_became_stricter()
    {
        await using var world = await StoreWorld.StartAsync();
        var (lease, change) = await ReadyAsync(world);
        var store = world.Get<IDeploymentStore>();
        Assert.Null(await store.BeginAsync(lease, Environment, Facts.Stack with { Status = "UPDATE_IN_PROGRESS" }, change, Deployment, Cancellation));
        var stricter = Environment with { Policies = Environment.Policies with { VersionClass = new VersionClassSettings(Minor: VersionGate.Deny) } };
        Assert.Null(await store.BeginAsync(lease, stricter, Facts.Stack, change, Deployment, Cancellation));
        Assert.Null(await store.BeginAsync(lease, Environment, Facts.Stack, change with { Fingerprint = "another" }, Deployment, Cancellation));
        Assert.NotNull(await BeginAsync(world, lease, change));
    }

    [Fact]
    public async Task It_does_not_start_where_the_environment_that_goes_first_begins_meanwhile()
    {
        await using var world = await StoreWorld.StartAsync();
        var (lease, change) = await ReadyAsync(world);
        var elsewhere = Deployment with { Environment = "testing", ChangeId = "other" };
        await AlterAsync(world, database =>
        {
            database.Soaks.Add(new SoakRow { Environment = "testing", Release = "api", Version = "v1.1.0", Since = Planned.CreatedAt });
            database.Deployments.Add(elsewhere.ToRow());
        });
        var ordered = Environment with { Policies = Environment.Policies with { Order = new OrderSettings("testing") } };
        Assert.Null(await world.Get<IDeploymentStore>().BeginAsync(lease, ordered, Facts.Stack, change, Deployment, Cancellation));
        await AlterAsync(world, database => database.Deployments.Single(row => row.ChangeId == "other").State = DeploymentState.Succeeded);
        Assert.NotNull(await world.Get<IDeploymentStore>().BeginAsync(lease, ordered, Facts.Stack, change, Deployment, Cancellation));
    }

    [Fact]
    public async Task Who_lost_the_lease_starts_nothing()
    {
        await using var world = await StoreWorld.StartAsync();
        var (lease, change) = await ReadyAsync(world);
        world.Time.Advance(TimeSpan.FromMinutes(3));
        var other = await new Leases(world.Get<IDbContextFactory<KayronDb>>(), world.Time).AcquireAsync(Production, Cancellation);
        await Assert.ThrowsAsync<LeaseLostException>(() => BeginAsync(world, lease, change));
        Assert.NotNull(await BeginAsync(world, other!, change));
    }

    [Fact]
    public async Task Of_many_that_start_it_at_once_one_does()
    {
        await using var world = await StoreWorld.StartAsync();
        var (lease, change) = await ReadyAsync(world);
        var begun = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => BeginAsync(world, lease, change))));
        Assert.Single(begun, deployment => deployment is not null);
        Assert.Equal(1, (await world.Get<IDeploymentQueries>().ListAsync(Production, null, null, default, Cancellation)).Total);
    }

    private static Deployment Deployment { get; } = new()
    {
        Environment = Production, ChangeId = Planned.Id, State = DeploymentState.Executing, StartedAt = Planned.CreatedAt, StartedBy = "approved by Ada", Stack = Facts.Stack.Name, Source = "5d2b",
        Releases = Planned.Plan.Releases, ClientToken = Planned.ChangeSetName,
    };

    private static Task<Deployment?> BeginAsync(StoreWorld world, Lease lease, Change change) =>
        world.Get<IDeploymentStore>().BeginAsync(lease, Environment, Facts.Stack, change, Deployment, Cancellation);

    private static async Task<(Lease, Change)> ReadyAsync(StoreWorld world)
    {
        var lease = (await world.Get<ILeases>().AcquireAsync(Production, Cancellation))!;
        var changes = world.Get<IChangeStore>();
        await changes.AddAsync(lease, Planned, Cancellation);
        var ready = Planned with { Effects = Facts.NoEffects, State = ChangeState.Ready, Required = 1 };
        await changes.SaveAsync(lease, ready, [], Cancellation);
        Assert.IsType<CommandResult.Done>(await world.Get<IChangeCommands>().ApproveAsync(Ada, new ApproveRequest(ready.Id, ready.Fingerprint), Cancellation));
        return (lease, ready);
    }

    private static async Task PauseAsync(StoreWorld world, string? environment, string? service, DateTimeOffset? until = null) =>
        Assert.IsType<CommandResult.Done>(await world.Get<IPauseCommands>().PauseAsync(StoreWorld.Someone("olga", Role.Operator), new PauseRequest(environment, service, "wait", until), Cancellation));

    private static async Task AlterAsync(StoreWorld world, Action<KayronDb> alter)
    {
        await using var database = await world.Get<IDbContextFactory<KayronDb>>().CreateDbContextAsync(Cancellation);
        alter(database);
        await database.SaveChangesAsync(Cancellation);
    }

    private static Task Done(Action act)
    {
        act();
        return Task.CompletedTask;
    }
}
