using System.Net;
using Amazon;
using Amazon.S3.Model;
using Kayron.Core.Aws.Runtime;
using Kayron.Core.Configuration;
using Kayron.Core.Reconcile.Ports;

namespace Kayron.Core.Aws.S3;

/// <summary>S3 behind <see cref="ITemplateStore"/>.</summary>
internal sealed class S3TemplateStore(AwsConnections connections, AwsCalls calls) : ITemplateStore
{
    private readonly BoundedCache<(string Bucket, string Key), bool> _stored = new(capacity: 100_000);

    public Uri UrlOf(EnvironmentSettings environment, string key)
    {
        var path = string.Join('/', key.Split('/').Select(Uri.EscapeDataString));
        if (connections.S3(environment).Config.ServiceURL is { Length: > 0 } endpoint) return new Uri($"{endpoint.TrimEnd('/')}/{environment.Bucket}/{path}");
        var suffix = RegionEndpoint.GetBySystemName(environment.Region).PartitionDnsSuffix;
        return new Uri($"https://{environment.Bucket}.s3.{environment.Region}.{suffix}/{path}");
    }

    public async Task PutAsync(EnvironmentSettings environment, string key, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        if (_stored.TryGet((environment.Bucket, key), out _)) return;
        // The key holds the content's digest: whoever stored it first stored the same, and the condition keeps it from being written again.
        await calls.FindAsync(
            $"store s3://{environment.Bucket}/{key}", token => PutOnceAsync(environment, key, content, token),
            error => error.StatusCode == HttpStatusCode.PreconditionFailed, cancellationToken);
        _stored.Add((environment.Bucket, key), true);
    }

    private async Task<PutObjectResponse> PutOnceAsync(EnvironmentSettings environment, string key, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        using var stream = new MemoryStream(content.ToArray(), writable: false);
        var request = new PutObjectRequest { BucketName = environment.Bucket, Key = key, InputStream = stream, IfNoneMatch = "*", UseChunkEncoding = false };
        return await connections.S3(environment).PutObjectAsync(request, cancellationToken);
    }
}
