using Kayron.Core.Reconcile.Ports;

namespace Kayron.Core.Previews;

/// <summary>Which commit of a preview is planned, as for a release: the pull request's head where it can run, else what ran before. Pure.</summary>
public static class PreviewChoice
{
    private const int ShortCommit = 7;

    /// <summary>Whether it must be known if the head's image is there.</summary>
    public static bool NeedsImage(PreviewFacts facts, Preview preview) =>
        PreviewSelection.IsWanted(preview) && preview.Failed != preview.Desired && facts.Applied.GetValueOrDefault(preview.Hash) != preview.Desired && preview.Running != preview.Desired;

    /// <param name="image">Null where it need not be known, or could not be found out.</param>
    /// <param name="problem">Why it could not.</param>
    /// <returns>The preview with its state, and the commit that is planned; null where none is.</returns>
    public static (Preview Preview, string? Commit) Of(PreviewFacts facts, Preview preview, ImageLookup? image, string? problem)
    {
        var before = facts.Applied.GetValueOrDefault(preview.Hash);
        if (!PreviewSelection.IsWanted(preview)) return (preview, null);
        if (preview.Failed == preview.Desired)
            return (preview with { State = PreviewState.Failed, Reason = $"{Brief(preview.Desired)} could not be deployed; push again, or close and open the pull request" }, before == preview.Desired ? null : before);
        if (!NeedsImage(facts, preview))
            return (preview.Running == preview.Desired && before == preview.Desired ? preview with { State = PreviewState.Ready, Reason = null } : preview with { Reason = "is to be deployed" }, preview.Desired);
        return image switch
        {
            ImageLookup.Found => (preview with { Reason = "is to be deployed" }, preview.Desired),
            ImageLookup.NoRepository => (preview with { State = PreviewState.Refused, Reason = $"the registry has no repository {facts.Release.Image}" }, before),
            ImageLookup.Missing => (preview with { State = PreviewState.WaitingForImage, Reason = $"image {Brief(preview.Desired)} is not pushed yet" }, before),
            _ => (preview with { State = PreviewState.WaitingForImage, Reason = problem ?? $"image {Brief(preview.Desired)} was not looked for yet" }, before),
        };
    }

    /// <summary>Previews of closed pull requests that are in the stack still.</summary>
    public static IEnumerable<Preview> Leaving(PreviewFacts facts, IReadOnlyList<Preview> open, string reason) => facts.Remembered
        .Where(preview => !open.Any(other => other.Hash == preview.Hash && PreviewSelection.IsWanted(other)) && !open.Any(other => other.PullRequest == preview.PullRequest))
        .Where(preview => facts.Applied.ContainsKey(preview.Hash) || facts.Running.ContainsKey(preview.Hash))
        .DistinctBy(preview => preview.Hash)
        .Select(preview => preview with { State = PreviewState.Removing, Reason = reason, Running = facts.Running.GetValueOrDefault(preview.Hash) });

    private static string Brief(string commit) => commit[..Math.Min(ShortCommit, commit.Length)];
}
