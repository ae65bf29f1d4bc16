using Octokit;

namespace Kayron.Core.GitHub;

/// <summary>
/// Whether an answer holds what is read from it. Octokit takes any JSON for any type and leaves out what is not there, so the error of a proxy,
/// answered with status 200, would else read as a repository without releases.
/// </summary>
internal static class GitHubAnswer
{
    public static bool IsWhole(object? answer) => answer switch
    {
        Repository repository => !string.IsNullOrEmpty(repository.DefaultBranch),
        List<Reference> references => references.TrueForAll(reference => reference is { Ref.Length: > 0, Object.Sha.Length: > 0 }),
        List<Release> releases => releases.TrueForAll(IsWhole),
        Release release => !string.IsNullOrEmpty(release.TagName),
        List<PullRequest> pulls => pulls.TrueForAll(pull => pull is { Number: > 0, Title: not null, Head: { Sha.Length: > 0, Ref.Length: > 0 }, Base.Ref.Length: > 0 }),
        Commit commit => commit.Tree is { Sha.Length: > 0 },
        GitTag tag => tag.Object is { Sha.Length: > 0 },
        TreeResponse tree => tree.Tree is not null && tree.Tree.All(item => item is { Path.Length: > 0, Mode.Length: > 0, Sha.Length: > 0 }),
        Blob blob => blob.Content is not null,
        GitHubCommit commit => IsWhole(commit),
        CompareResult comparison => comparison.Commits is not null && comparison.Commits.All(IsWhole),
        List<DeploymentAnswer> deployments => deployments.TrueForAll(deployment => deployment.Id > 0),
        List<DeploymentStatusAnswer> statuses => statuses.TrueForAll(status => status.State is { Length: > 0 }),
        List<CommentAnswer> comments => comments.TrueForAll(comment => comment.Id > 0),
        AccountAnswer account => !string.IsNullOrEmpty(account.Login),
        _ => false,
    };

    private static bool IsWhole(GitHubCommit commit) => commit is { Sha.Length: > 0, Commit: { Message: not null, Author: not null } };
}
