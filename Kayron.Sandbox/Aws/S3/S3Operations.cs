using System.Globalization;
using System.Xml.Linq;
using Kayron.Sandbox.Aws.Protocols;

namespace Kayron.Sandbox.Aws.S3;

/// <summary>Simple Storage Service: buckets, and dispatch of the operations on objects.</summary>
public sealed class S3Operations(ObjectStore store, AwsContext context)
{
    private readonly ObjectOperations _objects = new(store);
    private readonly ListingOperations _listing = new(store, context);

    public S3Response Invoke(S3Request request) => request.Operation switch
    {
        "ListBuckets" => ListBuckets(request),
        "CreateBucket" => CreateBucket(request),
        "HeadBucket" => HeadBucket(request),
        "GetBucketLocation" => Location(request),
        "DeleteBucket" => DeleteBucket(request),
        "ListObjectsV2" or "ListObjects" => _listing.List(request),
        "PutObject" => _objects.Put(request),
        "CopyObject" => _objects.Copy(request),
        "GetObject" or "HeadObject" => _objects.Get(request),
        "DeleteObject" => _objects.Delete(request),
        "DeleteObjects" => _objects.DeleteMany(request),
        _ => throw new AwsException("NotImplemented", "A header or query you provided implies functionality that is not implemented.", 501),
    };

    private S3Response ListBuckets(S3Request request) => S3Xml.Ok(S3Xml.Element("ListAllMyBucketsResult",
        S3Xml.Element("Owner", S3Xml.Element("ID", request.Call.Account)),
        S3Xml.Element("Buckets", [.. context.State.Buckets.Values.Where(bucket => bucket.Account == request.Call.Account).OrderBy(bucket => bucket.Name, StringComparer.Ordinal)
            .Select(bucket => S3Xml.Element("Bucket", S3Xml.Element("Name", bucket.Name), S3Xml.Element("CreationDate", bucket.Created.Iso())))])));

    private S3Response CreateBucket(S3Request request)
    {
        store.Create(request.Bucket!, request.Call.Account);
        return S3Response.Empty(200, new Dictionary<string, string> { ["Location"] = $"/{request.Bucket}" });
    }

    private S3Response HeadBucket(S3Request request)
    {
        store.Bucket(request.Bucket!);
        return S3Response.Empty(200, new Dictionary<string, string> { ["x-amz-bucket-region"] = context.Options.Region });
    }

    private S3Response Location(S3Request request)
    {
        store.Bucket(request.Bucket!);
        return S3Xml.Ok(S3Xml.Element("LocationConstraint", context.Options.Region));
    }

    private S3Response DeleteBucket(S3Request request)
    {
        if (store.Bucket(request.Bucket!).Objects.Count > 0) throw new AwsException("BucketNotEmpty", "The bucket you tried to delete is not empty", 409);
        context.State.Buckets.Remove(request.Bucket!);
        return S3Response.Empty(204);
    }
}

/// <summary>Lists the objects of a bucket, both versions of the operation.</summary>
public sealed class ListingOperations(ObjectStore store, AwsContext context)
{
    public S3Response List(S3Request request)
    {
        var (prefix, delimiter) = (request.Http.QueryValue("prefix") ?? "", request.Http.QueryValue("delimiter") ?? "");
        var after = request.Http.QueryValue("start-after") ?? request.Http.QueryValue("marker") ?? "";
        var size = int.TryParse(request.Http.QueryValue("max-keys"), NumberStyles.None, CultureInfo.InvariantCulture, out var asked) ? Math.Min(asked, 1000) : Math.Min(1000, context.Options.PageSize * 10);
        var entries = store.Bucket(request.Bucket!).Objects
            .Where(entry => entry.Key.StartsWith(prefix, StringComparison.Ordinal) && string.CompareOrdinal(entry.Key, after) > 0)
            .GroupBy(entry => CommonPrefix(entry.Key, prefix, delimiter) ?? entry.Key, entry => entry).ToList();
        var page = Paging.Of(entries, "objects", request.Http.QueryValue("continuation-token"), size);
        var encoded = request.Http.QueryValue("encoding-type") == "url";
        string Text(string value) => encoded ? Uri.EscapeDataString(value).Replace("%2F", "/") : value;
        return S3Xml.Ok(S3Xml.Element("ListBucketResult",
            S3Xml.Element("Name", request.Bucket!), S3Xml.Element("Prefix", Text(prefix)), S3Xml.Element("MaxKeys", size), S3Xml.Element("KeyCount", page.Items.Count),
            delimiter.Length > 0 ? S3Xml.Element("Delimiter", Text(delimiter)) : null,
            encoded ? S3Xml.Element("EncodingType", "url") : null,
            S3Xml.Element("IsTruncated", page.NextToken is not null),
            page.NextToken is { } token ? S3Xml.Element("NextContinuationToken", token) : null,
            page.Items.Select(group => group.Key.Length > 0 && IsCommon(group.Key, prefix, delimiter)
                ? S3Xml.Element("CommonPrefixes", S3Xml.Element("Prefix", Text(group.Key)))
                : Contents(Text(group.Key), group.First().Value)).ToArray()));
    }

    private static XElement Contents(string key, ObjectState item) => S3Xml.Element("Contents",
        S3Xml.Element("Key", key), S3Xml.Element("LastModified", item.LastModified.Iso()), S3Xml.Element("ETag", item.ETag),
        S3Xml.Element("Size", item.Content.Length), S3Xml.Element("StorageClass", "STANDARD"));

    private static string? CommonPrefix(string key, string prefix, string delimiter)
    {
        if (delimiter.Length == 0) return null;
        var end = key.IndexOf(delimiter, prefix.Length, StringComparison.Ordinal);
        return end < 0 ? null : key[..(end + delimiter.Length)];
    }

    private static bool IsCommon(string key, string prefix, string delimiter) => CommonPrefix(key, prefix, delimiter) == key;
}
