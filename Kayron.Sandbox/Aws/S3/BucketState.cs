namespace Kayron.Sandbox.Aws.S3;

public sealed class BucketState
{
    public required string Name { get; init; }

    public required string Account { get; init; }

    public required DateTimeOffset Created { get; init; }

    /// <summary>Objects by key, in the byte order in which S3 lists them.</summary>
    public SortedDictionary<string, ObjectState> Objects { get; set; } = new(StringComparer.Ordinal);
}

public sealed class ObjectState
{
    public required byte[] Content { get; init; }

    /// <summary>Hexadecimal MD5 in quotes.</summary>
    public required string ETag { get; init; }

    public required DateTimeOffset LastModified { get; init; }

    public string ContentType { get; init; } = "binary/octet-stream";

    /// <summary>Headers to give back with the object: user metadata, checksums, cache control.</summary>
    public Dictionary<string, string> Headers { get; init; } = [];
}
