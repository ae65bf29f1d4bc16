using Kayron.Core.Queries;

namespace Kayron.Core.Storage;

/// <summary>The last run of image clean-up; there is one row.</summary>
internal sealed class ImageRunRow
{
    public long Id { get; set; }
    public DateTimeOffset RanAt { get; set; }
    public DateTimeOffset NextAt { get; set; }
    public bool DryRun { get; set; }
    public string? Problem { get; set; }
}

/// <summary>What the last look at a repository showed.</summary>
internal sealed class ImageRepositoryRow
{
    public required string Account { get; set; }
    public required string Region { get; set; }
    public required string Name { get; set; }
    public DateTimeOffset LookedAt { get; set; }
    public string? Problem { get; set; }
    public int Images { get; set; }
    public IReadOnlyList<JudgedImageView> Dropping { get; set; } = [];
    public IReadOnlyList<JudgedImageView> Kept { get; set; } = [];
    public IReadOnlyDictionary<string, int> Counts { get; set; } = new Dictionary<string, int>();
}

/// <summary>One image that was deleted, or is being deleted: written before it is touched.</summary>
internal sealed class ImageDropRow
{
    public long Id { get; set; }
    public required string Account { get; set; }
    public required string Region { get; set; }
    public required string Repository { get; set; }
    public required string Digest { get; set; }
    public IReadOnlyList<string> Tags { get; set; } = [];
    public DateTimeOffset? PushedAt { get; set; }
    public long Size { get; set; }
    public required string Reason { get; set; }

    /// <summary>Digests of what it referred to: to follow it once it is gone.</summary>
    public IReadOnlyList<string> Children { get; set; } = [];
    public DateTimeOffset StartedAt { get; set; }

    /// <summary>Null: begun, and not seen to its end.</summary>
    public DateTimeOffset? EndedAt { get; set; }
    public bool Dropped { get; set; }
}
