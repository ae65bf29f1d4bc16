using Kayron.Sandbox.GitHub.Git;
using Kayron.Sandbox.GitHub.Model;

namespace Kayron.Sandbox.GitHub;

/// <summary>The life of pull requests.</summary>
public static class PullRequests
{
    public static PullRequest Open(GitHubWorld world, GitHubRepository into, GitHubRepository from, string head, string target, string title, string? body, string author, bool draft = false, DateTimeOffset? at = null)
    {
        var sha = from.Branch(head) ?? throw new ArgumentException($"{from.FullName} has no branch {head}.", nameof(head));
        CommitWriter.Fetch(from.Objects, into.Objects, sha);
        var number = ++into.State.LastNumber;
        var pull = new PullRequest(number, title, body, author, from.FullName, head, sha, target, into.Branch(target)!, draft, at ?? world.Clock.GetUtcNow());
        into.State.Pulls.Add(pull);
        into.References.Set(HeadReference(number), sha);
        return pull;
    }

    public static PullRequest Replace(GitHubRepository repository, PullRequest pull)
    {
        repository.State.Pulls[repository.State.Pulls.FindIndex(known => known.Number == pull.Number)] = pull;
        return pull;
    }

    public static PullRequest Close(GitHubWorld world, GitHubRepository repository, PullRequest pull)
    {
        var now = world.Clock.GetUtcNow();
        return Replace(repository, pull with { Open = false, ClosedAt = now, UpdatedAt = now });
    }

    /// <summary>Merges a pull request into its base, or answers null where it conflicts.</summary>
    public static PullRequest? Merge(GitHubWorld world, GitHubRepository repository, PullRequest pull, Person by)
    {
        var into = repository.Branch(pull.BaseBranch)!;
        var message = $"Merge pull request #{pull.Number} from {pull.HeadRepository.Split('/')[0]}/{pull.HeadBranch}\n\n{pull.Title}";
        var now = world.Clock.GetUtcNow();
        if (CommitWriter.WriteMerge(repository, into, pull.HeadSha, by, now, message) is not { } merge) return null;
        repository.SetBranch(pull.BaseBranch, merge);
        return Replace(repository, pull with { Open = false, BaseSha = into, ClosedAt = now, MergedAt = now, UpdatedAt = now, MergedBy = by.Login, MergeSha = merge });
    }

    /// <summary>Moves the heads of open pull requests to where their branches are; one whose branch is gone is closed, as GitHub does.</summary>
    public static void Follow(GitHubWorld world, GitHubRepository repository)
    {
        foreach (var pull in repository.State.Pulls.Where(pull => pull.Open).ToList())
        {
            var from = world.Find(pull.HeadRepository);
            if (from?.Branch(pull.HeadBranch) is not { } head) Close(world, repository, pull);
            else if (head != pull.HeadSha || repository.Branch(pull.BaseBranch) != pull.BaseSha) Move(world, repository, from, pull, head);
        }
    }

    private static void Move(GitHubWorld world, GitHubRepository repository, GitHubRepository from, PullRequest pull, string head)
    {
        CommitWriter.Fetch(from.Objects, repository.Objects, head);
        repository.References.Set(HeadReference(pull.Number), head);
        var updated = head == pull.HeadSha ? pull.UpdatedAt : world.Clock.GetUtcNow();
        Replace(repository, pull with { HeadSha = head, BaseSha = repository.Branch(pull.BaseBranch) ?? pull.BaseSha, UpdatedAt = updated });
    }

    private static string HeadReference(int number) => $"refs/pull/{number}/head";
}
