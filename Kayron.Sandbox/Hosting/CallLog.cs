using System.Collections.Concurrent;

namespace Kayron.Sandbox.Hosting;

/// <summary>How often each operation of the emulated services was called, by the status it answered with.</summary>
public sealed class CallLog
{
    private readonly ConcurrentDictionary<(string Api, string Operation, int Status), int> _counts = new();

    /// <param name="api">github, cloudformation, ecs, ecr, tagging, s3 or sts.</param>
    /// <param name="operation">The service's own name of it (<c>DescribeStacks</c>), for GitHub method and route (<c>GET /repos/{owner}/{repo}/git/ref/{ref}</c>).</param>
    /// <param name="status">The HTTP status that was answered.</param>
    public void Record(string api, string operation, int status) => _counts.AddOrUpdate((api, operation, status), 1, (_, count) => count + 1);

    public void Reset() => _counts.Clear();

    public IReadOnlyList<CallCount> Counts() =>
        [.. _counts.Select(entry => new CallCount(entry.Key.Api, entry.Key.Operation, entry.Key.Status, entry.Value))
            .OrderBy(call => call.Api, StringComparer.Ordinal).ThenBy(call => call.Operation, StringComparer.Ordinal).ThenBy(call => call.Status)];
}

public sealed record CallCount(string Api, string Operation, int Status, int Count);
