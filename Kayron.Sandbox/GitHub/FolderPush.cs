using Kayron.Sandbox.GitHub.Folders;
using Kayron.Sandbox.GitHub.Git;

namespace Kayron.Sandbox.GitHub;

/// <summary>Somebody saved files in a branch's folder: that is a push.</summary>
internal static class FolderPush
{
    private static readonly (string Name, string Email) s_stranger = ("Sandbox", "sandbox@users.noreply.github.test");

    public static void Apply(GitHubRepository repository, FolderChange change, DateTimeOffset now)
    {
        if (change.Tree is null) repository.References.Delete(References.Heads + change.Branch);
        else if (repository.Branch(change.Branch) is { } head) Commit(repository, change.Branch, change.Tree, head, now);
        else Begin(repository, change.Branch, change.Tree, now);
    }

    // A folder copied from the default branch is a branch made there, without a commit of its own.
    private static void Begin(GitHubRepository repository, string branch, string tree, DateTimeOffset now)
    {
        var origin = repository.Branch(repository.State.DefaultBranch);
        if (origin is not null && repository.Objects.Commit(origin).Tree == tree) repository.RecordBranch(branch, origin);
        else Commit(repository, branch, tree, origin, now);
    }

    private static void Commit(GitHubRepository repository, string branch, string tree, string? parent, DateTimeOffset now)
    {
        var before = parent is null ? null : repository.Objects.Commit(parent);
        if (before?.Tree == tree) return;
        var (name, email) = before is null ? s_stranger : (before.Author.Name, before.Author.Email);
        var author = new Signature(name, email, now);
        var commit = new GitCommit(tree, parent is null ? [] : [parent], author, author, Message(TreeDiff.Compare(repository.Objects, before?.Tree, tree)));
        repository.RecordBranch(branch, repository.Objects.Write(commit.ToObject()));
    }

    private static string Message(IReadOnlyList<FileChange> changes) => changes switch
    {
        [{ Status: "added" } only] => $"Create {only.Path}",
        [{ Status: "removed" } only] => $"Delete {only.Path}",
        [var only] => $"Update {only.Path}",
        _ => $"Update {changes.Count} files",
    };
}
