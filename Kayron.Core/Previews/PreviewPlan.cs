using Kayron.Core.Queries;

namespace Kayron.Core.Previews;

/// <summary>The previews of an environment, and which of them are planned to run.</summary>
/// <param name="Previews">Each with its state, those that are not made as well.</param>
/// <param name="Remembered">As they were stored.</param>
/// <param name="Planned">Those that are in the planned templates.</param>
/// <param name="Removed">Those that were applied last and are planned no more.</param>
public sealed record PreviewPlan(IReadOnlyList<Preview> Previews, IReadOnlyList<Preview> Remembered, IReadOnlyList<PlannedPreview> Planned, IReadOnlyList<ChangedPreview> Removed)
{
    public static PreviewPlan None { get; } = new([], [], [], []);

    /// <summary>Previews whose image would be another one.</summary>
    public IEnumerable<PlannedPreview> Moving => Planned.Where(preview => preview.Commit != preview.Applied);

    /// <summary>What a change would do to previews.</summary>
    public IReadOnlyList<ChangedPreview> Changes() =>
        [.. Moving.Select(preview => new ChangedPreview(preview.Service, preview.Hash, preview.PullRequest, preview.Applied, preview.Commit)), .. Removed];

    public bool IsAsRemembered => Previews.SequenceEqual(Remembered);
}

/// <param name="Image">Its repository in the registry.</param>
/// <param name="PullRequest">0 where it is not known.</param>
/// <param name="Applied">The commit that was applied last; null: it is new.</param>
public sealed record PlannedPreview(string Service, string Image, string Hash, int PullRequest, string Commit, string? Applied)
{
    public string Key => Preview.KeyOf(Service, Hash);
}
