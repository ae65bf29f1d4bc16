namespace Kayron.Core.Queries;

/// <summary>Image clean-up as its last run left it.</summary>
/// <param name="DryRun">It only says what it would delete.</param>
/// <param name="RanAt">Null before its first run.</param>
/// <param name="Problem">Why nothing at all is deleted; null where all is well.</param>
public sealed record ImageCleanupView(bool Enabled, bool DryRun, int Keep, int Drop, DateTimeOffset? RanAt, DateTimeOffset? NextAt, string? Problem);

/// <param name="Problem">Why nothing is deleted in it, or not all; null where all is well.</param>
/// <param name="Images">Manifests that there are, those without a tag included.</param>
/// <param name="Dropping">Deleted by the last run, or what it would have deleted.</param>
/// <param name="Kept">Newest first; the first hundred.</param>
/// <param name="Counts">How many are kept for each reason.</param>
public sealed record ImageRepositoryView(
    string Account, string Region, string Name, DateTimeOffset LookedAt, string? Problem, int Images, IReadOnlyList<JudgedImageView> Dropping, IReadOnlyList<JudgedImageView> Kept,
    IReadOnlyDictionary<string, int> Counts);

/// <param name="Because">unknown, running, desired, planned, preview, rollback, other-tag, in-index, newest or later; null where it is dropped.</param>
/// <param name="Reason">In a sentence that starts with the image.</param>
public sealed record JudgedImageView(IReadOnlyList<string> Tags, string Digest, DateTimeOffset? PushedAt, long Size, string? Because, string Reason);

/// <param name="State">dropped, under-way, or kept where the registry would not let go of it.</param>
/// <param name="Parts">Manifests that it referred to.</param>
public sealed record DroppedImageView(
    long Id, string Account, string Region, string Repository, IReadOnlyList<string> Tags, string Digest, DateTimeOffset? PushedAt, long Size, int Parts, string Reason, DateTimeOffset At, string State);

public interface IImageQueries
{
    Task<ImageCleanupView> FindRunAsync(CancellationToken cancellationToken);

    /// <summary>By name.</summary>
    Task<Page<ImageRepositoryView>> ListAsync(PageRequest page, CancellationToken cancellationToken);

    /// <summary>Newest first.</summary>
    Task<Page<DroppedImageView>> ListDroppedAsync(string? repository, PageRequest page, CancellationToken cancellationToken);
}
