using Kayron.Sandbox.GitHub.Git;

namespace Kayron.Sandbox.GitHub;

/// <summary>Copies of repositories under another account.</summary>
public static class Forks
{
    /// <summary>The owner's fork of a repository, made where there is none; its default branch is where the original's is.</summary>
    public static GitHubRepository Create(GitHubWorld world, GitHubRepository original, string owner)
    {
        if (world.Find(owner, original.Name) is { } known) return known;
        var fork = world.Create(owner, original.Name, original.State.Description, original.FullName, defaultBranch: original.State.DefaultBranch);
        if (original.Branch(original.State.DefaultBranch) is not { } head) return fork;
        CommitWriter.Fetch(original.Objects, fork.Objects, head);
        fork.RecordBranch(original.State.DefaultBranch, head);
        fork.CheckoutAll();
        return fork;
    }
}
