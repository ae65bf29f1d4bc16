using Kayron.Core.Aws.CloudFormation;
using Kayron.Core.Aws.Ecr;
using Kayron.Core.Aws.Ecs;
using Kayron.Core.Aws.Runtime;
using Kayron.Core.Aws.S3;
using Kayron.Core.Configuration;
using Kayron.Core.Reconcile.Ports;
using Kayron.Core.Telemetry;
using Microsoft.Extensions.Logging;

namespace Kayron.Core.Aws;

/// <summary>AWS behind the ports of the loop, for all environments of a process. Safe for use by several threads; disposing it closes the clients.</summary>
public sealed class AwsAdapters : IDisposable
{
    private readonly AwsConnections _connections;

    private AwsAdapters(AwsConnections connections, TimeProvider clock, ILoggerFactory loggers)
    {
        _connections = connections;
        var calls = new AwsCalls(clock);
        Stacks = new CloudFormationStacks(connections, calls);
        RunningServices = new EcsRunningServices(connections, calls, loggers.CreateLogger<EcsRunningServices>());
        RunningImages = new EcsRunningImages(connections, calls);
        Images = new EcrImages(connections, calls);
        ImageRepositories = new EcrRepositories(connections, calls);
        Templates = new S3TemplateStore(connections, calls);
    }

    public IStacks Stacks { get; }
    public IRunningServices RunningServices { get; }
    public IRunningImages RunningImages { get; }
    public IImages Images { get; }
    public IImageRepositories ImageRepositories { get; }
    public ITemplateStore Templates { get; }

    public static AwsAdapters Create(AwsSettings settings, KayronMetrics metrics, TimeProvider clock, ILoggerFactory loggers) =>
        Create(settings, metrics.ApiCalled, clock, loggers);

    internal static AwsAdapters Create(AwsSettings settings, Action<string, string, string> apiCalled, TimeProvider clock, ILoggerFactory loggers) =>
        new(new AwsConnections(settings, new ApiCallCounter(apiCalled)), clock, loggers);

    public void Dispose() => _connections.Dispose();
}
