using System.Text;
using Kayron.Sandbox.GitHub.Git;
using Kayron.Sandbox.GitHub.Model;

namespace Kayron.Sandbox.GitHub;

/// <summary>Makes commits, merges and tags as a person with a clone would.</summary>
public static class CommitWriter
{
    /// <summary>Writes a commit on top of a branch without moving it.</summary>
    /// <param name="files">New content by path; null deletes the file.</param>
    public static string Write(GitHubRepository repository, string branch, Person author, DateTimeOffset at, string message, IReadOnlyDictionary<string, string?> files)
    {
        var parent = repository.Branch(branch);
        var tree = parent is null ? [] : FileSet.Read(repository.Objects, repository.Objects.Commit(parent).Tree);
        foreach (var (path, content) in files)
        {
            if (content is null) tree.Remove(path);
            else tree[path] = new FileEntry(TreeEntry.File, repository.Objects.Write(GitObject.Blob(Encoding.UTF8.GetBytes(content))));
        }

        var signature = new Signature(author.Name, author.Email, at);
        var commit = new GitCommit(FileSet.Write(repository.Objects, tree), parent is null ? [] : [parent], signature, signature, message);
        return repository.Objects.Write(commit.ToObject());
    }

    /// <summary>Writes the merge of two commits, or answers null where their files conflict.</summary>
    public static string? WriteMerge(GitHubRepository repository, string into, string from, Person author, DateTimeOffset at, string message)
    {
        var objects = repository.Objects;
        var origin = History.MergeBase(objects, into, from);
        if (Merge.Trees(objects, origin is null ? null : objects.Commit(origin).Tree, objects.Commit(into).Tree, objects.Commit(from).Tree) is not { } tree) return null;
        var signature = new Signature(author.Name, author.Email, at);
        return objects.Write(new GitCommit(tree, [into, from], signature, signature, message).ToObject());
    }

    /// <summary>Points a tag at a commit, annotated where it has a message.</summary>
    public static void SetTag(GitHubRepository repository, string tag, string commit, Person tagger, DateTimeOffset at, string? message = null)
    {
        var target = message is null
            ? commit
            : repository.Objects.Write(new GitTag(commit, GitObjectKind.Commit, tag, new Signature(tagger.Name, tagger.Email, at), message + "\n").ToObject());
        repository.References.Set(References.Tags + tag, target);
    }

    /// <summary>Copies a commit and everything before it from a fork.</summary>
    public static void Fetch(ObjectStore from, ObjectStore into, string sha)
    {
        if (into.Find(sha) is not null || from.Find(sha) is not { } item) return;
        foreach (var needed in Needs(item)) Fetch(from, into, needed);
        into.Write(item);
    }

    private static IEnumerable<string> Needs(GitObject item) => item.Kind switch
    {
        GitObjectKind.Commit when GitCommit.Parse(item.Content) is { } commit => [commit.Tree, .. commit.Parents],
        GitObjectKind.Tree => GitTree.Parse(item.Content).Entries.Select(entry => entry.Sha),
        GitObjectKind.Tag => [GitTag.Parse(item.Content).Target],
        _ => [],
    };
}
