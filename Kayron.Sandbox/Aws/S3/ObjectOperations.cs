using System.Text;
using System.Xml;
using System.Xml.Linq;
using Kayron.Sandbox.Aws.Protocols;

namespace Kayron.Sandbox.Aws.S3;

/// <summary>Writes, reads and deletes objects.</summary>
public sealed class ObjectOperations(ObjectStore store)
{
    public S3Response Put(S3Request request)
    {
        var headers = request.Http.Headers;
        CheckPrecondition(request);
        var kept = Checksums.Verified(headers, request.Payload);
        foreach (var (name, value) in headers.Where(header => IsKept(header.Key)))
            kept[name.ToLowerInvariant()] = value.ToString();
        var item = store.Put(request.Bucket!, request.Key!, request.Payload, NullIfEmpty(request.Http.Header("Content-Type")), kept);
        return S3Response.Empty(200, new Dictionary<string, string>(Checksummed(item)) { ["ETag"] = item.ETag });
    }

    public S3Response Copy(S3Request request)
    {
        var source = Uri.UnescapeDataString(request.Http.Header("x-amz-copy-source")).TrimStart('/').Split('/', 2);
        var original = store.Get(source[0], source.Length > 1 ? source[1] : "");
        var copy = store.Put(request.Bucket!, request.Key!, original.Content, original.ContentType, original.Headers);
        return S3Xml.Ok(S3Xml.Element("CopyObjectResult", S3Xml.Element("ETag", copy.ETag), S3Xml.Element("LastModified", copy.LastModified.Iso())));
    }

    /// <summary>HEAD differs from GET in nothing but the body, which the server leaves out.</summary>
    public S3Response Get(S3Request request)
    {
        var item = store.Get(request.Bucket!, request.Key!);
        var headers = new Dictionary<string, string>(item.Headers, StringComparer.OrdinalIgnoreCase)
        {
            ["ETag"] = item.ETag,
            ["Last-Modified"] = item.LastModified.UtcDateTime.ToString("R"),
            ["Content-Type"] = item.ContentType,
            ["Accept-Ranges"] = "bytes",
        };
        if (request.Http.Header("If-None-Match") == item.ETag) return S3Response.Empty(304, headers);
        if (request.Http.Header("If-Match") is { Length: > 0 } wanted && wanted != item.ETag)
            throw new AwsException("PreconditionFailed", "At least one of the pre-conditions you specified did not hold", 412);
        return ByteRange.Read(request.Http.Header("Range"), item.Content.Length) is { } range
            ? Part(item, headers, range)
            : new S3Response(200, item.Content, headers);
    }

    public S3Response Delete(S3Request request)
    {
        store.Bucket(request.Bucket!).Objects.Remove(request.Key!);
        return S3Response.Empty(204);
    }

    public S3Response DeleteMany(S3Request request)
    {
        Checksums.Verified(request.Http.Headers, request.Payload);
        var bucket = store.Bucket(request.Bucket!);
        var root = Parse(request.Payload);
        var keys = root.Elements().Where(element => element.Name.LocalName == "Object")
            .Select(element => element.Elements().First(child => child.Name.LocalName == "Key").Value).ToList();
        foreach (var key in keys) bucket.Objects.Remove(key);
        var quiet = root.Elements().Any(element => element.Name.LocalName == "Quiet" && element.Value == "true");
        return S3Xml.Ok(S3Xml.Element("DeleteResult", quiet ? [] : [.. keys.Select(key => S3Xml.Element("Deleted", S3Xml.Element("Key", key)))]));
    }

    private void CheckPrecondition(S3Request request)
    {
        var exists = store.Bucket(request.Bucket!).Objects.TryGetValue(request.Key!, out var present);
        var unmet = (request.Http.Header("If-None-Match") == "*" && exists) ||
            (request.Http.Header("If-Match") is { Length: > 0 } wanted && present?.ETag != wanted);
        if (unmet) throw new AwsException("PreconditionFailed", "At least one of the pre-conditions you specified did not hold", 412);
    }

    private static S3Response Part(ObjectState item, Dictionary<string, string> headers, ByteRange range)
    {
        headers["Content-Range"] = $"bytes {range.From}-{range.To}/{item.Content.Length}";
        foreach (var name in headers.Keys.Where(name => name.StartsWith("x-amz-checksum-", StringComparison.Ordinal)).ToList()) headers.Remove(name);
        return new S3Response(206, item.Content[range.From..(range.To + 1)], headers);
    }

    private static XElement Parse(byte[] payload)
    {
        try
        {
            return XElement.Parse(Encoding.UTF8.GetString(payload));
        }
        catch (XmlException)
        {
            throw new AwsException("MalformedXML", "The XML you provided was not well-formed or did not validate against our published schema");
        }
    }

    private static Dictionary<string, string> Checksummed(ObjectState item) =>
        item.Headers.Where(header => header.Key.StartsWith("x-amz-checksum-", StringComparison.Ordinal)).ToDictionary();

    private static bool IsKept(string header) =>
        header.StartsWith("x-amz-meta-", StringComparison.OrdinalIgnoreCase) || header.Equals("Cache-Control", StringComparison.OrdinalIgnoreCase) ||
        header.Equals("Content-Disposition", StringComparison.OrdinalIgnoreCase);

    private static string? NullIfEmpty(string text) => text.Length > 0 ? text : null;
}
