namespace Kayron.Sandbox.Aws.Ecr;

public sealed class RepositoryState
{
    public required string Name { get; init; }

    public required string Account { get; init; }

    public required string Arn { get; init; }

    public required string Uri { get; init; }

    public required DateTimeOffset Created { get; init; }

    /// <summary>MUTABLE or IMMUTABLE.</summary>
    public string TagMutability { get; set; } = "MUTABLE";

    /// <summary>Images by digest, in the order in which they were pushed.</summary>
    public Dictionary<string, ImageState> Images { get; set; } = [];

    /// <summary>Digest by tag.</summary>
    public Dictionary<string, string> Tags { get; set; } = [];

    public IReadOnlyList<string> TagsOf(string digest) => [.. Tags.Where(tag => tag.Value == digest).Select(tag => tag.Key)];

    public static RepositoryState Ensure(AwsContext context, string account, string name)
    {
        var repositories = context.State.Account(account).Repositories;
        if (repositories.TryGetValue(name, out var existing)) return existing;
        return repositories[name] = new RepositoryState
        {
            Name = name,
            Account = account,
            Arn = $"arn:aws:ecr:{context.Options.Region}:{account}:repository/{name}",
            Uri = $"{account}.dkr.ecr.{context.Options.Region}.amazonaws.com/{name}",
            Created = context.Now,
        };
    }
}

/// <summary>A manifest: of one image, or an index of several.</summary>
public sealed class ImageState
{
    /// <summary>SHA-256 of the manifest's bytes.</summary>
    public required string Digest { get; init; }

    /// <summary>Exactly as pushed: the digest is of these bytes.</summary>
    public required string Manifest { get; init; }

    public required string MediaType { get; init; }

    public required DateTimeOffset Pushed { get; init; }

    public required long Size { get; init; }

    /// <summary>Of an index: the manifests it refers to.</summary>
    public IReadOnlyList<string> Children { get; init; } = [];
}
