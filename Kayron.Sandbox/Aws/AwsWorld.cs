using Kayron.Sandbox.Hosting;
using Microsoft.AspNetCore.Http;

namespace Kayron.Sandbox.Aws;

/// <summary>The emulated AWS: answers requests, and is seeded and moved from within the process.</summary>
public sealed class AwsWorld(AwsOptions options, TimeProvider clock, CallLog calls)
{
    /// <summary>Something that a snapshot holds has changed.</summary>
    public event Action? Changed;

    /// <summary>Answers any request that arrives at the AWS port.</summary>
    public Task HandleAsync(HttpContext context)
    {
        calls.Record("sts", "Unknown", StatusCodes.Status501NotImplemented);
        context.Response.StatusCode = StatusCodes.Status501NotImplemented;
        return Task.CompletedTask;
    }

    public void CreateBucket(string name) => Changed?.Invoke();

    public void PutObject(string bucket, string key, byte[] content) => throw new NotSupportedException();

    /// <summary>Pushes new content under the tag, creating the repository where it is missing.</summary>
    /// <returns>The digest of the manifest, or of the multi-architecture index where there are several platforms.</returns>
    public string PushImage(string repository, string tag, string? account = null, IReadOnlyList<string>? platforms = null) => throw new NotSupportedException();

    /// <summary>Creates a stack that is complete at once, its nested stacks and ECS services running.</summary>
    public void CreateStack(string name, string rootTemplateUrl, IReadOnlyDictionary<string, string> parameters, IReadOnlyDictionary<string, string> tags, string? account = null) =>
        throw new NotSupportedException($"{options.Region} {clock}");

    public IReadOnlyList<string> StackNames() => throw new NotSupportedException(options.Account);

    /// <summary>Starts an update with other parameters, as someone with a console would.</summary>
    public void ChangeStackBehindTheBack(string stack, IReadOnlyDictionary<string, string> parameters) => throw new NotSupportedException();

    public void FailNextUpdate(string stack, string? logicalId = null, string? reason = null) => throw new NotSupportedException();

    public void HangNextUpdate(string stack) => throw new NotSupportedException();

    public void Release(string stack) => throw new NotSupportedException();

    /// <summary>Throttles the next calls of one API, or of all.</summary>
    public void Throttle(string? api, int nextCalls) => throw new NotSupportedException();

    public void Fail(string api, string? operation, int status, string code, int nextCalls) => throw new NotSupportedException();

    public string Save() => throw new NotSupportedException();

    public void Load(string snapshot) => throw new NotSupportedException();
}
