using Kayron.Core.Commands;
using Kayron.Core.Queries;

namespace Kayron.Tests.Support;

/// <summary>The outbox of a <see cref="DashboardWorld"/>.</summary>
public sealed class FakeOutbox(DashboardWorld world, FakeCommands commands) : IOutboxQueries, IOutboxCommands
{
    public Task<Page<OutboxView>> ListAsync(string? kind, string? state, PageRequest page, CancellationToken cancellationToken)
    {
        var fitting = world.Outbox.Where(message => (kind is null || kind == message.Kind) && (state is null || state == message.State)).ToList();
        return Task.FromResult(new Page<OutboxView>([.. fitting.Skip(page.Offset).Take(page.Limit)], fitting.Count));
    }

    public Task<IReadOnlyList<ToldView>> FindToldAsync(long deployment, CancellationToken cancellationToken) => Task.FromResult(world.Told.GetValueOrDefault(deployment, []));

    public Task<CommandResult> RetryAsync(Actor actor, long id, CancellationToken cancellationToken) => commands.TakeAsync(actor, ("outbox-retry", id));

    public Task<CommandResult> DropAsync(Actor actor, long id, CancellationToken cancellationToken) => commands.TakeAsync(actor, ("outbox-drop", id));
}
