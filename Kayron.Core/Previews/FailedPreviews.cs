using Kayron.Core.Changes;
using Kayron.Core.Queries;

namespace Kayron.Core.Previews;

/// <summary>Which previews of a change made its deployment fail: they are not planned again at that commit, so that one bad branch holds nobody else. Pure.</summary>
public static class FailedPreviews
{
    /// <param name="cause">The first resource that failed: a preview's own carry its hash.</param>
    public static IReadOnlyList<ChangedPreview> Of(Change change, RootCauseView? cause) =>
        cause is null ? [] : [.. change.Plan.Previews.Where(preview => preview.To is not null && cause.LogicalId.EndsWith(preview.Hash, StringComparison.Ordinal))];

    public static IReadOnlyList<ChangedPreview> Of(Change change, IReadOnlyList<VerificationView> seen) =>
        [.. change.Plan.Previews.Where(preview => preview.To is not null && seen.Any(view => view.State != "verified" && view.Preview == preview.Hash && view.Release == preview.Service))];
}
