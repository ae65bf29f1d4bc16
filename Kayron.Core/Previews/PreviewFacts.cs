using Kayron.Core.Configuration;
using Kayron.Core.Releases;

namespace Kayron.Core.Previews;

/// <summary>What is known of one service's previews when they are planned.</summary>
/// <param name="PullRequests">All that are open; null where they are not to be acted on.</param>
/// <param name="Problem">Why not.</param>
/// <param name="Remembered">The service's previews as they were stored.</param>
/// <param name="Applied">Commit that was applied last, by hash; without a record of that, what runs.</param>
/// <param name="Running">Commit that runs, by hash.</param>
public sealed record PreviewFacts(
    EnvironmentSettings Environment, ReleaseDefinition Release, IReadOnlyList<OpenPullRequest>? PullRequests, string? Problem, IReadOnlyList<Preview> Remembered,
    IReadOnlyDictionary<string, string> Applied, IReadOnlyDictionary<string, string> Running)
{
    public string Service => Release.Name;
}
