namespace Kayron.Sandbox.Aws.S3;

/// <summary>Buckets and their objects; CloudFormation reads its templates here.</summary>
public sealed class ObjectStore(AwsContext context)
{
    public BucketState Bucket(string name) => context.State.Buckets.TryGetValue(name, out var bucket)
        ? bucket
        : throw new AwsException("NoSuchBucket", "The specified bucket does not exist", 404);

    public BucketState Create(string name, string account)
    {
        if (context.State.Buckets.TryGetValue(name, out var existing))
            throw existing.Account == account
                ? new AwsException("BucketAlreadyOwnedByYou", "Your previous request to create the named bucket succeeded and you already own it.", 409)
                : new AwsException("BucketAlreadyExists", "The requested bucket name is not available.", 409);
        return context.State.Buckets[name] = new BucketState { Name = name, Account = account, Created = context.Now };
    }

    public ObjectState Get(string bucket, string key) => Bucket(bucket).Objects.TryGetValue(key, out var found)
        ? found
        : throw new AwsException("NoSuchKey", "The specified key does not exist.", 404);

    public ObjectState Put(string bucket, string key, byte[] content, string? contentType = null, Dictionary<string, string>? headers = null)
    {
        var item = new ObjectState
        {
            Content = content,
            ETag = Checksums.ETag(content),
            LastModified = context.Now,
            ContentType = contentType ?? "binary/octet-stream",
            Headers = headers ?? [],
        };
        return Bucket(bucket).Objects[key] = item;
    }
}
