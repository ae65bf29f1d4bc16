using Kayron.Core.Changes;
using Kayron.Core.Configuration;
using Kayron.Core.Reconcile.Ports;
using Kayron.Core.Telemetry;
using Microsoft.Extensions.Logging;

namespace Kayron.Core.Reconcile;

/// <summary>An update of the stack that Kayron did not start is recorded as external. The open change is planned anew by itself: its base is another.</summary>
public sealed class ExternalUpdates(IStacks stacks, IDeploymentStore store, TimeProvider clock, ILogger<ExternalUpdates> logger)
{
    public async Task RecordAsync(EnvironmentSettings environment, Lease lease, StackState stack, EnvironmentMemory memory, CancellationToken cancellationToken)
    {
        var marker = StackBase.MarkerOf(stack);
        if (stack.IsInProgress || memory.StackMarker is null || memory.StackMarker == marker || memory.Baseline?.StackMarker == marker) return;

        var now = clock.GetUtcNow();
        var startedAt = stack.LastUpdated ?? now;
        var events = (await stacks.ReadEventsAsync(environment, stack, startedAt, cancellationToken)).Where(@event => !(@event.Stack.Length > 0 && DeploymentProgress.IsStackItself(@event))).ToList();
        // Ours carry our token; the marker also moves where only a failed update of ours was rolled back.
        if (events.Any(@event => @event.ClientToken?.StartsWith("kayron-", StringComparison.Ordinal) == true)) return;

        logger.Warning("stack was updated by somebody else", ("environment", environment.Name), ("stack", stack.Name));
        await store.AddExternalAsync(lease, new Deployment
        {
            Environment = environment.Name, ChangeId = null, State = DeploymentState.External, StartedAt = startedAt, EndedAt = events.LastOrDefault()?.Time ?? now, Stack = stack.Name, Source = null,
            StartedBy = "outside Kayron", Releases = [], ClientToken = null, Accepted = true, Resources = events.Select(@event => (@event.Stack, @event.LogicalId)).Distinct().Count(),
            Outcome = $"somebody updated the stack: {stack.Status}",
        }, events, cancellationToken);
    }
}
