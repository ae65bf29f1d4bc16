using Kayron.Core.Releases;

namespace Kayron.Core.Previews;

/// <summary>From a service's open pull requests to its previews: which are made, and why the others are not. Pure.</summary>
public static class PreviewSelection
{
    private const string Dependabot = "dependabot/";

    /// <returns>Those that are wanted are <see cref="PreviewState.Updating"/>; the others say why they are not.</returns>
    public static IReadOnlyList<Preview> Of(PreviewFacts facts)
    {
        var repository = new RepositoryName(facts.Environment.ReleaseSource.Owner, facts.Release.Repository);
        var considered = (facts.PullRequests ?? []).Where(pull => !pull.Branch.StartsWith(Dependabot, StringComparison.Ordinal)).DistinctBy(pull => pull.Number).OrderBy(pull => pull.Number)
            .Select(pull => Judge(facts, repository, pull)).ToList();
        RefuseShared(considered);
        var room = facts.Environment.Previews.Limit;
        // What runs stays; of the others the latest come first.
        foreach (var preview in considered.Where(IsWanted).OrderByDescending(preview => facts.Applied.ContainsKey(preview.Hash)).ThenByDescending(preview => preview.PullRequest).Skip(room).ToList())
            Replace(considered, preview, PreviewState.LeftOut, $"{facts.Service} has {room} previews, which is the limit (Previews:Limit)");
        return considered;
    }

    public static bool IsWanted(Preview preview) => preview.State == PreviewState.Updating;

    private static Preview Judge(PreviewFacts facts, RepositoryName repository, OpenPullRequest pull)
    {
        var isFork = !string.Equals(pull.HeadRepository, repository.ToString(), StringComparison.OrdinalIgnoreCase);
        var branch = isFork ? $"{pull.HeadRepository?.Split('/')[0] ?? "unknown"}:{pull.Branch}" : pull.Branch;
        var hash = PreviewHash.Of(branch);
        var before = facts.Remembered.FirstOrDefault(preview => preview.Hash == hash);
        return new Preview(facts.Environment.Name, facts.Service, repository, pull.Number, pull.Title, branch, hash, pull.Head, facts.Running.GetValueOrDefault(hash), null,
            isFork && !facts.Environment.Previews.Forks ? PreviewState.LeftOut : PreviewState.Updating,
            isFork && !facts.Environment.Previews.Forks ? $"comes from {(pull.HeadRepository is { } fork ? $"the fork {Quote.Path(fork)}" : "a fork that was deleted")}" : null)
        {
            Priority = before?.Priority, Failed = before?.Failed,
        };
    }

    /// <summary>One hash is one preview: that of the first pull request.</summary>
    private static void RefuseShared(List<Preview> considered)
    {
        foreach (var shared in considered.Where(IsWanted).GroupBy(preview => preview.Hash).Where(shared => shared.Count() > 1).ToList())
        {
            var first = shared.First();
            foreach (var preview in shared.Skip(1))
            {
                if (preview.Branch == first.Branch) Replace(considered, preview, PreviewState.LeftOut, $"pull request #{first.PullRequest} of the same branch has the preview");
                else Replace(considered, preview, PreviewState.Refused, $"its hash {first.Hash} is that of the branch {Quote.Of(first.Branch)} of pull request #{first.PullRequest}, too: rename the branch");
            }
        }
    }

    private static void Replace(List<Preview> considered, Preview preview, PreviewState state, string reason) =>
        considered[considered.IndexOf(preview)] = preview with { State = state, Reason = reason, Running = null, Priority = null, Failed = null };
}
