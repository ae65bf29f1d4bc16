using System.Collections.Concurrent;
using Amazon;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.SecurityToken;
using Kayron.Core.Aws.CloudFormation;
using Kayron.Core.Aws.Ecr;
using Kayron.Core.Aws.Ecs;
using Kayron.Core.Aws.Tagging;
using Kayron.Core.Configuration;

namespace Kayron.Core.Aws.Runtime;

/// <summary>Who calls, and where: what clients are shared by.</summary>
internal sealed record AwsTarget(string Region, string? RoleArn, string? ExternalId)
{
    public static AwsTarget Of(EnvironmentSettings environment) => new(environment.Region, environment.RoleArn, environment.ExternalId);

    public static AwsTarget OfRegistry(EnvironmentSettings environment) =>
        new(environment.Registry.Region ?? environment.Region, environment.Registry.RoleArn ?? environment.RoleArn, environment.ExternalId);

    public static AwsTarget OfCleanup(EnvironmentSettings environment) =>
        environment.Registry.CleanupRoleArn is { } role ? OfRegistry(environment) with { RoleArn = role } : OfRegistry(environment);
}

/// <summary>Clients by service and target, made once and kept until the process ends.</summary>
internal sealed class AwsConnections(AwsSettings settings, ApiCallCounter counter) : IDisposable
{
    private readonly ConcurrentDictionary<(Type Client, AwsTarget Target), Lazy<IDisposable>> _clients = new();
    private readonly ConcurrentDictionary<AwsTarget, AWSCredentials> _roles = new();

    /// <summary>Null: the SDK's own chain (variables, profile, container or instance role).</summary>
    private AWSCredentials? OwnCredentials { get; } =
        settings.AccessKeyId is { } key ? new BasicAWSCredentials(key, settings.SecretAccessKey) : null;

    public AmazonCloudFormationClient CloudFormation(EnvironmentSettings environment) => Client(AwsTarget.Of(environment), target =>
        new AmazonCloudFormationClient(CredentialsOf(target), Configured(new AmazonCloudFormationConfig(), target), counter.For("cloudformation")));

    public AmazonECSClient Ecs(EnvironmentSettings environment) => Client(AwsTarget.Of(environment), target =>
        new AmazonECSClient(CredentialsOf(target), Configured(new AmazonECSConfig(), target), counter.For("ecs")));

    public AmazonECRClient Ecr(EnvironmentSettings environment) => Ecr(AwsTarget.OfRegistry(environment));

    /// <summary>The only client that deletes images, perhaps under a role of its own.</summary>
    public AmazonECRClient EcrForCleanup(EnvironmentSettings environment) => Ecr(AwsTarget.OfCleanup(environment));

    public AmazonResourceGroupsTaggingAPIClient Tagging(EnvironmentSettings environment) => Client(AwsTarget.Of(environment), target =>
        new AmazonResourceGroupsTaggingAPIClient(CredentialsOf(target), Configured(new AmazonResourceGroupsTaggingAPIConfig(), target), counter.For("tagging")));

    public AmazonS3Client S3(EnvironmentSettings environment) => Client(AwsTarget.Of(environment), target =>
    {
        var config = Configured(new AmazonS3Config(), target);
        // Bucket names in the host resolve at AWS alone.
        config.ForcePathStyle = !string.IsNullOrEmpty(config.ServiceURL);
        return new CountedS3Client(CredentialsOf(target), config, counter.For("s3"));
    });

    public void Dispose()
    {
        foreach (var client in _clients.Values.Where(client => client.IsValueCreated)) client.Value.Dispose();
    }

    private CountedSecurityTokenClient SecurityToken(string region) => Client(new AwsTarget(region, RoleArn: null, ExternalId: null), target =>
        new CountedSecurityTokenClient(OwnCredentials, Configured(new AmazonSecurityTokenServiceConfig(), target), counter.For("sts")));

    private AmazonECRClient Ecr(AwsTarget of) => Client(of, target => new AmazonECRClient(CredentialsOf(target), Configured(new AmazonECRConfig(), target), counter.For("ecr")));

    private T Client<T>(AwsTarget target, Func<AwsTarget, T> create) where T : AmazonServiceClient =>
        (T)_clients.GetOrAdd((typeof(T), target), key => new Lazy<IDisposable>(() => create(key.Target))).Value;

    private AWSCredentials? CredentialsOf(AwsTarget target) => target.RoleArn is not { } role
        ? OwnCredentials
        : _roles.GetOrAdd(target, key => new AssumedRoleCredentials(SecurityToken(key.Region), role, key.ExternalId));

    private T Configured<T>(T config, AwsTarget target) where T : ClientConfig
    {
        config.RegionEndpoint = RegionEndpoint.GetBySystemName(target.Region);
        if (settings.EndpointUrl is { } endpoint) config.ServiceURL = endpoint.AbsoluteUri;
        // Otherwise guessed from an overridden address, as us-east-1.
        config.AuthenticationRegion = target.Region;
        config.RetryMode = RequestRetryMode.Standard;
        config.MaxErrorRetry = 2;
        config.Timeout = TimeSpan.FromSeconds(20);
        return config;
    }
}
