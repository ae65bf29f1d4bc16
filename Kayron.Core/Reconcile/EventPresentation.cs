using Kayron.Core.Queries;
using Kayron.Core.Reconcile.Ports;

namespace Kayron.Core.Reconcile;

/// <summary>A stack event in the words of the API.</summary>
public static class EventPresentation
{
    public static EventView View(StackEvent @event) => new(@event.Id, @event.Time, @event.Stack, @event.LogicalId, @event.Type, @event.Status, @event.Reason);
}
