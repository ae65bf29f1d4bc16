using System.Collections.Concurrent;
using Kayron.Core.Aws;
using Kayron.Core.Configuration;
using Kayron.Core.Releases;
using Microsoft.Extensions.Logging.Abstractions;

namespace Kayron.Tests.Aws;

/// <summary>The adapters against one emulated AWS, with the calls they made.</summary>
internal sealed class AwsUnderTest : IDisposable
{
    private readonly ConcurrentQueue<(string Api, string Operation, string Outcome)> _calls = new();

    public AwsUnderTest(Uri endpoint, string accessKeyId = "test", string secretAccessKey = "test", TimeProvider? clock = null) =>
        Adapters = AwsAdapters.Create(
            new AwsSettings(endpoint, accessKeyId, secretAccessKey), (api, operation, outcome) => _calls.Enqueue((api, operation, outcome)),
            clock ?? TimeProvider.System, NullLoggerFactory.Instance);

    public AwsAdapters Adapters { get; }

    public int Calls(string api, string operation, string? outcome = null) =>
        _calls.Count(call => call.Api == api && call.Operation == operation && (outcome is null || call.Outcome == outcome));

    public static EnvironmentSettings Environment(string name = "testing", string stack = "acme", string bucket = "templates", string region = "us-west-2") => new()
    {
        Name = name,
        Tier = Tier.Testing,
        ReleaseSource = new RepositoryName("acme", "releases"),
        ReleaseReference = ReleaseReference.Branch,
        Stack = stack,
        Region = region,
        Bucket = bucket,
    };

    public void Dispose() => Adapters.Dispose();
}
