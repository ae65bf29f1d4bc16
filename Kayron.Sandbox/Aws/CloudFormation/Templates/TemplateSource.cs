using System.Text;
using System.Text.RegularExpressions;
using Kayron.Sandbox.Aws.S3;

namespace Kayron.Sandbox.Aws.CloudFormation.Templates;

/// <summary>Fetches templates from the sandbox's S3, whichever way their URL addresses it.</summary>
public sealed partial class TemplateSource(ObjectStore store)
{
    /// <param name="captured">Templates that a change set has captured take precedence; what is fetched is added.</param>
    public string Fetch(string url, IDictionary<string, string>? captured = null)
    {
        if (captured is not null && captured.TryGetValue(url, out var known)) return known;
        var (bucket, key) = Address(url);
        var text = Read(bucket, key);
        captured?.Add(url, text);
        return text;
    }

    private string Read(string bucket, string key)
    {
        try
        {
            var content = store.Get(bucket, key).Content;
            if (content.Length > TemplateLimits.UrlBytes)
                throw AwsException.Validation($"Template may not exceed {TemplateLimits.UrlBytes} bytes in size.");
            return Encoding.UTF8.GetString(content);
        }
        catch (AwsException missing) when (missing.Code is "NoSuchKey" or "NoSuchBucket")
        {
            throw AwsException.Validation($"S3 error: {missing.Message}\nFor more information check http://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html");
        }
    }

    private static (string Bucket, string Key) Address(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https")) throw NotSupported();
        var path = Uri.UnescapeDataString(uri.AbsolutePath).TrimStart('/');
        if (VirtualHost().Match(uri.Host) is { Success: true } host) return (host.Groups["bucket"].Value, path);
        if (!uri.IsLoopback && !PathHost().IsMatch(uri.Host)) throw NotSupported();
        return path.Split('/', 2) is [var bucket, var key] ? (bucket, key) : throw NotSupported();
    }

    private static AwsException NotSupported() => AwsException.Validation("TemplateURL must be a supported URL.");

    [GeneratedRegex(@"^(?<bucket>[a-z0-9][a-z0-9.-]+)\.s3[.-]([a-z0-9-]+\.)*amazonaws\.com(\.cn)?$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex VirtualHost();

    [GeneratedRegex(@"^s3[.-]([a-z0-9-]+\.)*amazonaws\.com(\.cn)?$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PathHost();
}
