using Kayron.Core.Aws.Runtime;
using Kayron.Core.Reconcile.Ports;

namespace Kayron.Core.Aws.CloudFormation;

/// <summary>Events of a stack and, below it, of those nested stacks that its events speak of: others were not touched.</summary>
internal sealed class StackEventReader(AmazonCloudFormationClient client, AwsCalls calls, DateTimeOffset since)
{
    private readonly HashSet<string> _seen = [];
    private readonly List<StackEvent> _events = [];

    public async Task<IReadOnlyList<StackEvent>> ReadAsync(string rootStackId, CancellationToken cancellationToken)
    {
        await ReadStackAsync("", rootStackId, cancellationToken);
        return [.. _events.OrderBy(stackEvent => stackEvent.Time)];
    }

    private async Task ReadStackAsync(string path, string stackId, CancellationToken cancellationToken)
    {
        if (!_seen.Add(stackId)) return;
        var newestFirst = await NewestFirstAsync(stackId, cancellationToken);
        foreach (var item in Enumerable.Reverse(newestFirst)) _events.Add(EventOf(path, item));
        var nested = newestFirst.Where(item => item is { ResourceType: StackPath.StackType, PhysicalResourceId.Length: > 0 } && item.PhysicalResourceId != stackId);
        foreach (var child in nested.DistinctBy(item => item.PhysicalResourceId))
            await ReadStackAsync(StackPath.Join(path, child.LogicalResourceId!), child.PhysicalResourceId!, cancellationToken);
    }

    private async Task<List<Model.StackEvent>> NewestFirstAsync(string stackId, CancellationToken cancellationToken)
    {
        List<Model.StackEvent> events = [];
        string? page = null;
        do
        {
            var request = new Model.DescribeStackEventsRequest { StackName = stackId, NextToken = page };
            var response = await calls.FindAsync(
                $"read the events of stack {stackId}", token => client.DescribeStackEventsAsync(request, token), AwsErrorCodes.IsStackMissing, cancellationToken);
            if (response is null) break;
            events.AddRange(response.StackEvents.Where(item => item.Timestamp >= since));
            page = response.StackEvents.Any(item => item.Timestamp < since) ? null : response.NextToken;
        }
        while (!string.IsNullOrEmpty(page));
        return events;
    }

    private static StackEvent EventOf(string path, Model.StackEvent item) => new(
        // CloudFormation's id tells events of one stack apart, not those of two.
        StackPath.Join(path, item.EventId!), item.Timestamp!.Value, path, item.LogicalResourceId!, item.PhysicalResourceId is { Length: > 0 } id ? id : null, item.ResourceType ?? "",
        item.ResourceStatus ?? "", item.ResourceStatusReason, item.ClientRequestToken);
}
