using Kayron.Core.Outbox;
using Kayron.Core.Reconcile;
using Kayron.Core.Storage;
using Kayron.Tests.Support;

namespace Kayron.Tests.Outbox;

public sealed class OutboxTests
{
    private readonly RecordingSender _sender = new("news");

    [Fact]
    public async Task What_was_put_in_is_sent_once_and_gone()
    {
        await using var world = await OutboxWorld.StartAsync(_sender);
        await world.PutAsync("news", "deployment/1", "succeeded");

        await world.RunAsync();
        await world.RunAsync();

        Assert.Equal(["deployment/1 succeeded"], _sender.Sent);
        Assert.Empty(await world.RowsAsync());
    }

    [Fact]
    public async Task A_newer_state_of_the_same_subject_replaces_the_unsent_one()
    {
        await using var world = await OutboxWorld.StartAsync(_sender);
        await world.PutAsync("news", "deployment/1", "executing");
        await world.PutAsync("news", "deployment/2", "executing");
        await world.PutAsync("news", "deployment/1", "succeeded");

        await world.RunAsync();

        Assert.Equal(["deployment/2 executing", "deployment/1 succeeded"], _sender.Sent.OrderDescending());
        Assert.Empty(await world.RowsAsync());
    }

    [Fact]
    public async Task A_state_that_came_while_the_one_before_was_being_sent_is_sent_too()
    {
        OutboxWorld? world = null;
        var sender = new RecordingSender("news", message => message.Body == "executing" ? world!.PutAsync("news", message.Subject, "succeeded") : Task.CompletedTask);
        world = await OutboxWorld.StartAsync(sender);
        await using var _ = world;
        await world.PutAsync("news", "deployment/1", "executing");

        await world.RunAsync();
        await world.RunAsync();

        Assert.Equal(["deployment/1 executing", "deployment/1 succeeded"], sender.Sent);
        Assert.Empty(await world.RowsAsync());
    }

    [Fact]
    public async Task What_was_rolled_back_is_never_told()
    {
        await using var world = await OutboxWorld.StartAsync(_sender);
        await using (var database = await world.Databases.CreateDbContextAsync(TestContext.Current.CancellationToken))
        {
            await using var transaction = await database.Database.BeginTransactionAsync(TestContext.Current.CancellationToken);
            await OutboxWriter.PutAsync(database, [new OutboxMessage("news", "deployment/1", "", null, null, "{}")], world.Time.GetUtcNow(), TestContext.Current.CancellationToken);
            await database.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        await world.RunAsync();

        Assert.Empty(_sender.Sent);
    }

    [Fact]
    public async Task A_fault_that_passes_is_tried_again_after_longer_and_longer_pauses()
    {
        await using var world = await OutboxWorld.StartAsync(_sender);
        _sender.Answer = _ => throw new TransientException("GitHub failed to answer: status 502");
        await world.PutAsync("news", "deployment/1", "succeeded");

        var pauses = new List<TimeSpan>();
        for (var attempt = 0; attempt < 12; attempt++)
        {
            await world.RunAsync();
            await world.RunAsync();
            var row = Assert.Single(await world.RowsAsync());
            pauses.Add(row.DueAt - world.Time.GetUtcNow());
            world.Time.Advance(pauses[^1]);
        }

        Assert.Equal(12, _sender.Sent.Count);
        Assert.InRange(pauses[0], TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(6));
        Assert.InRange(pauses[3], TimeSpan.FromSeconds(34), TimeSpan.FromSeconds(46));
        Assert.InRange(pauses[11], TimeSpan.FromMinutes(13), TimeSpan.FromMinutes(17));
        _sender.Answer = _ => Task.CompletedTask;
        await world.RunAsync();
        Assert.Empty(await world.RowsAsync());
    }

    [Fact]
    public async Task A_receiver_that_asks_to_wait_is_not_asked_before()
    {
        await using var world = await OutboxWorld.StartAsync(_sender);
        _sender.Answer = _ => throw new TransientException("limited", TimeSpan.FromHours(1));
        await world.PutAsync("news", "deployment/1", "succeeded");
        await world.RunAsync();

        world.Time.Advance(TimeSpan.FromMinutes(59));
        await world.RunAsync();

        var row = Assert.Single(await world.RowsAsync());
        Assert.Equal((1, 0, "limited"), (_sender.Sent.Count, row.Tries, row.Problem));
    }

    [Fact]
    public async Task What_never_succeeds_is_given_up_within_a_day_and_says_why()
    {
        await using var world = await OutboxWorld.StartAsync(_sender);
        _sender.Answer = _ => throw new TransientException("no route to host");
        await world.PutAsync("news", "deployment/1", "succeeded");

        var began = world.Time.GetUtcNow();
        while ((await world.RowsAsync())[0].State == OutboxState.Pending)
        {
            await world.RunAsync();
            world.Time.Advance(TimeSpan.FromMinutes(30));
        }

        var row = Assert.Single(await world.RowsAsync());
        Assert.Matches("^given up after (24 hours|40 attempts): no route to host$", row.Problem);
        Assert.InRange(world.Time.GetUtcNow() - began, TimeSpan.Zero, OutboxPatience.MaximumAge + TimeSpan.FromHours(1));
        Assert.InRange(_sender.Sent.Count, 1, OutboxPatience.MaximumTries);
    }

    [Fact]
    public async Task What_a_person_must_mend_is_tried_once_shown_and_forgotten_after_two_weeks()
    {
        await using var world = await OutboxWorld.StartAsync(_sender);
        _sender.Answer = _ => throw new BlockedException("the token may not write deployments");
        await world.PutAsync("news", "deployment/1", "succeeded");

        for (var run = 0; run < 10; run++)
        {
            await world.RunAsync();
            world.Time.Advance(TimeSpan.FromHours(1));
        }

        var row = Assert.Single(await world.RowsAsync());
        Assert.Equal((1, OutboxState.Failed, "the token may not write deployments"), (_sender.Sent.Count, row.State, row.Problem));
        world.Time.Advance(OutboxPatience.KeepFailed);
        await world.RunAsync();
        Assert.Empty(await world.RowsAsync());
    }

    [Fact]
    public async Task A_newer_state_starts_anew_where_the_one_before_was_given_up()
    {
        await using var world = await OutboxWorld.StartAsync(_sender);
        _sender.Answer = _ => throw new BlockedException("no");
        await world.PutAsync("news", "deployment/1", "executing");
        await world.RunAsync();
        _sender.Answer = _ => Task.CompletedTask;
        await world.PutAsync("news", "deployment/1", "succeeded");

        await world.RunAsync();

        Assert.Empty(await world.RowsAsync());
    }

    [Fact]
    public async Task One_kind_that_fails_keeps_no_other_waiting_and_a_fault_that_passes_stops_its_own()
    {
        var broken = new RecordingSender("broken", _ => throw new TransientException("down"));
        await using var world = await OutboxWorld.StartAsync(broken, _sender);
        for (var number = 1; number <= 5; number++)
        {
            await world.PutAsync("broken", $"b{number}", "");
            await world.PutAsync("news", $"n{number}", "");
        }

        await world.RunAsync();

        Assert.Equal((1, 5), (broken.Sent.Count, _sender.Sent.Count));
    }

    [Fact]
    public async Task A_message_that_nothing_sends_and_one_that_breaks_its_sender_are_shown()
    {
        _sender.Answer = _ => throw new FormatException("unexpected character");
        await using var world = await OutboxWorld.StartAsync(_sender);
        await world.PutAsync("pigeon", "p1", "");
        await world.PutAsync("news", "n1", "");

        await world.RunAsync();

        Assert.Equal(["nothing is configured that sends pigeon messages", "unexpected character"], (await world.RowsAsync()).Select(row => row.Problem));
    }
}
