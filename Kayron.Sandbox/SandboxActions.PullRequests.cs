using Kayron.Sandbox.Actions;
using Kayron.Sandbox.GitHub;
using Kayron.Sandbox.GitHub.Model;

namespace Kayron.Sandbox;

public sealed partial class SandboxActions
{
    /// <summary>Opens a pull request from a branch; the branch is made, with a commit, where it does not exist.</summary>
    /// <param name="fork">Whether the branch is in the author's fork.</param>
    /// <returns>Its number.</returns>
    public Task<int> OpenPullRequestAsync(string repository, string branch, string? title = null, string? author = null, bool fork = false, string? target = null, CancellationToken ct = default) =>
        OnAsync(repository, found =>
        {
            var (into, by) = (target ?? found.State.DefaultBranch, Author(author));
            if (found.Branch(into) is null) throw new ActionInputException("target", $"{found.FullName} has no branch {into}.");
            var from = fork ? Forks.Create(gitHub, found, by.Login) : found;
            if (found.State.Pulls.Exists(pull => pull.Open && pull.HeadRepository == from.FullName && pull.HeadBranch == branch && pull.BaseBranch == into))
                throw new ActionInputException("branch", $"There is an open pull request from {branch} already.");
            if (from.Branch(branch) is null) Push(from, branch, null, title ?? branch, by);
            from.Save();
            return PullRequests.Open(gitHub, found, from, branch, into, title ?? branch, null, by.Login).Number;
        }, ct);

    public Task ClosePullRequestAsync(string repository, int number, CancellationToken ct = default) =>
        OnAsync(repository, found => PullRequests.Close(gitHub, found, OpenPull(found, number)), ct);

    /// <returns>The merge commit.</returns>
    public Task<string> MergePullRequestAsync(string repository, int number, string? author = null, CancellationToken ct = default) =>
        OnAsync(repository, found => PullRequests.Merge(gitHub, found, OpenPull(found, number), Author(author))?.MergeSha
            ?? throw new ActionInputException("number", $"Pull request {number} conflicts with its base."), ct);

    /// <summary>Somebody says something in a pull request.</summary>
    /// <returns>The comment's id.</returns>
    public Task<long> CommentAsync(string repository, int number, string body, string? author = null, CancellationToken ct = default) =>
        OnAsync(repository, found =>
        {
            if (!found.State.Pulls.Exists(pull => pull.Number == number)) throw new ActionInputException("number", $"{found.FullName} has no pull request {number}.");
            var now = gitHub.Clock.GetUtcNow();
            var comment = new Comment(found.State.NextId(), number, Author(author).Login, body, now, now);
            found.State.Comments.Add(comment);
            return comment.Id;
        }, ct);

    private static PullRequest OpenPull(GitHubRepository repository, int number) =>
        repository.State.Pulls.Find(pull => pull.Number == number && pull.Open) ?? throw new ActionInputException("number", $"{repository.FullName} has no open pull request {number}.");
}
