using Kayron.Core.Releases;

namespace Kayron.Core.Previews;

/// <summary>One service's previews before they are rendered.</summary>
/// <param name="Release">Null where none is to be rendered.</param>
/// <param name="Commits">Commit by hash of those that are to be.</param>
public sealed record ChosenPreviews(ReleaseDefinition? Release, IReadOnlyList<Preview> Previews, IReadOnlyList<(string Hash, string Commit)> Commits)
{
    /// <summary>What is applied stays so, whatever its pull requests may have become.</summary>
    public static ChosenPreviews AsTheyRun(PreviewFacts facts) => new(
        facts.Release, [.. facts.Remembered.Select(preview => preview with { Running = facts.Running.GetValueOrDefault(preview.Hash), Reason = facts.Problem })],
        [.. facts.Applied.OrderBy(preview => preview.Key, StringComparer.Ordinal).Select(preview => (preview.Key, preview.Value))]);
}
