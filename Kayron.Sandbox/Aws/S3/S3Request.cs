using System.Text.RegularExpressions;
using Kayron.Sandbox.Aws.Signing;

namespace Kayron.Sandbox.Aws.S3;

/// <summary>An S3 request, whichever way it addresses its bucket.</summary>
public sealed partial record S3Request(SignedRequest Http, AwsCall Call, byte[] Payload, string? Bucket, string? Key)
{
    public string Operation => (Http.Method, Bucket, Key) switch
    {
        ("GET", null, _) => "ListBuckets",
        ("PUT", _, null) => "CreateBucket",
        ("HEAD", _, null) => "HeadBucket",
        ("DELETE", _, null) => "DeleteBucket",
        ("POST", _, null) when Has("delete") => "DeleteObjects",
        ("GET", _, null) when Has("location") => "GetBucketLocation",
        ("GET", _, null) => Http.QueryValue("list-type") == "2" ? "ListObjectsV2" : "ListObjects",
        ("PUT", _, not null) => Http.Header("x-amz-copy-source").Length > 0 ? "CopyObject" : "PutObject",
        ("GET", _, not null) => "GetObject",
        ("HEAD", _, not null) => "HeadObject",
        ("DELETE", _, not null) => "DeleteObject",
        _ => "Unknown",
    };

    public static S3Request Create(SignedRequest http, AwsCall call, byte[] payload)
    {
        var path = Uri.UnescapeDataString(http.Path).TrimStart('/');
        if (VirtualHost().Match(http.Header("Host")) is { Success: true } host)
            return new S3Request(http, call, payload, host.Groups["bucket"].Value, path.Length > 0 ? path : null);
        var parts = path.Split('/', 2);
        return new S3Request(http, call, payload, parts[0].Length > 0 ? parts[0] : null, parts.Length > 1 && parts[1].Length > 0 ? parts[1] : null);
    }

    private bool Has(string name) => Http.QueryPairs().Any(pair => pair.Key == name);

    [GeneratedRegex(@"^(?<bucket>[a-z0-9][a-z0-9.-]+)\.(s3[.-][a-z0-9.-]*amazonaws\.com|s3\.localhost|localhost)(:\d+)?$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex VirtualHost();
}

/// <summary>The answer to an S3 request.</summary>
public sealed record S3Response(int Status, byte[] Body, IReadOnlyDictionary<string, string> Headers)
{
    public static S3Response Empty(int status, IReadOnlyDictionary<string, string>? headers = null) => new(status, [], headers ?? new Dictionary<string, string>());
}
