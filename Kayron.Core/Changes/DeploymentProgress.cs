using Kayron.Core.Queries;
using Kayron.Core.Reconcile.Ports;

namespace Kayron.Core.Changes;

/// <summary>Reads an update's course off its events. Pure; events come oldest first.</summary>
public static class DeploymentProgress
{
    private const string StackType = "AWS::CloudFormation::Stack";

    /// <summary>The root stack's last status of this update; null before its first event.</summary>
    public static string? RootStatus(IEnumerable<StackEvent> events) => events.LastOrDefault(@event => @event.Stack.Length == 0 && IsStackItself(@event))?.Status;

    /// <summary>Whether an event speaks of the stack that it is an event of, not of a resource in it.</summary>
    public static bool IsStackItself(StackEvent @event) =>
        @event.Type == StackType && @event.PhysicalId is { } id && id.Contains($":stack/{@event.LogicalId}/", StringComparison.Ordinal);

    /// <summary>Resources that reached their end, stacks not counted.</summary>
    public static int Done(IEnumerable<EventView> events) => events.Where(@event => @event.Type != StackType)
        .GroupBy(@event => (@event.Stack, @event.LogicalId)).Count(resource => !resource.Last().Status.EndsWith("_IN_PROGRESS", StringComparison.Ordinal));

    /// <summary>The first resource that failed by itself: not one that was cancelled, and not a stack that only carries its resource's failure up.</summary>
    public static RootCauseView? RootCause(IReadOnlyList<EventView> events)
    {
        var failed = events.Where(@event => @event.Status.EndsWith("_FAILED", StringComparison.Ordinal)).ToList();
        var cause = failed.FirstOrDefault(@event => !IsCancelled(@event) && @event.Type != StackType) ?? failed.FirstOrDefault(@event => !IsCancelled(@event)) ?? failed.FirstOrDefault();
        return cause is null ? null : new RootCauseView(cause.Stack, cause.LogicalId, cause.Type, cause.Reason ?? cause.Status, cause.Time,
            [.. failed.Where(IsCancelled).Select(@event => @event.LogicalId).Distinct()]);
    }

    private static bool IsCancelled(EventView @event) => @event.Reason is { } reason && reason.Contains("cancelled", StringComparison.OrdinalIgnoreCase);

    /// <summary>Latest state of each resource in tree order: a stack stands before its resources.</summary>
    /// <param name="rootStack">Name of the root stack, under which its own events come.</param>
    public static IReadOnlyList<ResourceProgress> Tree(string rootStack, IReadOnlyList<EventView> events) =>
        [.. events.GroupBy(@event => PathOf(rootStack, @event)).Select(resource => (Path: resource.Key, First: resource.First(), Last: Outcome([.. resource])))
            .OrderBy(resource => resource.Path, StringComparer.Ordinal)
            .Select(resource => new ResourceProgress(
                resource.Last.Stack, resource.Last.LogicalId, resource.Last.Type, resource.Path.Length == 0 ? 0 : resource.Path.Count(character => character == '/') + 1,
                resource.Last.Status, resource.Last.Reason, resource.First.Time, resource.Last.Time))];

    /// <summary>Where a resource is replaced, the old one is deleted afterwards: that is not what became of the resource.</summary>
    private static EventView Outcome(IReadOnlyList<EventView> events)
    {
        var made = events.LastOrDefault(@event => @event.Status is "UPDATE_COMPLETE" or "CREATE_COMPLETE");
        return made is not null && events[^1].Status.StartsWith("DELETE_", StringComparison.Ordinal) ? made with { Reason = "replaced" } : events[^1];
    }

    private static string PathOf(string rootStack, EventView @event) => @event switch
    {
        { Stack: "", Type: StackType } when @event.LogicalId == rootStack => "",
        { Stack: "" } => @event.LogicalId,
        _ => $"{@event.Stack}/{@event.LogicalId}",
    };
}
