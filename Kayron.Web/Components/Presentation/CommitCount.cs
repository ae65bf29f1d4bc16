using Kayron.Core.Queries;

namespace Kayron.Web.Components.Presentation;

/// <summary>What a release contains, in words.</summary>
public static class CommitCount
{
    public static string InWords(ContainedCommits commits) => commits.Count == 0
        ? "no new commits"
        : $"{(commits.Complete ? "" : "at least ")}{Words.Count(commits.Count, "commit")}{(commits.Authors.Count == 0 ? "" : $" by {Words.Names(commits.Authors)}")}";
}
