using Kayron.Core.Reconcile;
using Kayron.Core.Releases;
using Octokit;

namespace Kayron.Core.GitHub.Objects;

/// <summary>Reads folders by their SHA: from disk, else the whole tree in one request, else level by level. What comes back hashes to its SHA, so it is whole.</summary>
internal sealed class GitTreeReader(GitHubConnection connection, GitObjectStore store)
{
    public async Task<IReadOnlyList<GitTreeEntry>> ReadRootAsync(RepositoryName repository, string sha, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(GitObjectKind.Tree, sha, cancellationToken) is { } known) return GitTree.Read(known, sha.Length);
        var tree = await connection.GetAsync<TreeResponse>(repository, $"/git/trees/{sha}?recursive=1", maximumAge: null, cancellationToken);
        if (!tree.Truncated) await KeepAllAsync(sha, tree.Tree, cancellationToken);
        return await ReadAsync(repository, sha, cancellationToken);
    }

    public async Task<IReadOnlyList<GitTreeEntry>> ReadAsync(RepositoryName repository, string sha, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(GitObjectKind.Tree, sha, cancellationToken) is { } known) return GitTree.Read(known, sha.Length);
        var tree = await connection.GetAsync<TreeResponse>(repository, $"/git/trees/{sha}", maximumAge: null, cancellationToken);
        List<GitTreeEntry> entries = [.. tree.Tree.Select(item => EntryOf(item, item.Path))];
        var content = GitTree.Write(entries);
        if (tree.Truncated || !GitObject.Matches(GitObjectKind.Tree, sha, content)) throw new TransientException($"GitHub's listing of tree {sha} of {repository} is not whole");
        await store.KeepAsync(sha, content, cancellationToken);
        return entries;
    }

    /// <summary>Folders whose listing does not hash to their SHA are left out here; they are read one by one.</summary>
    private async Task KeepAllAsync(string root, IReadOnlyList<TreeItem> items, CancellationToken cancellationToken)
    {
        var folders = items.ToLookup(item => FolderOf(item.Path), item => EntryOf(item, item.Path[(FolderOf(item.Path).Length is > 0 and var length ? length + 1 : 0)..]));
        IEnumerable<(string Path, string Sha)> trees = [("", root), .. items.Where(item => item.Mode == "040000").Select(item => (item.Path, item.Sha))];
        foreach (var (path, sha) in trees)
        {
            var content = GitTree.Write(folders[path]);
            if (GitObject.Matches(GitObjectKind.Tree, sha, content)) await store.KeepAsync(sha, content, cancellationToken);
        }
    }

    private static string FolderOf(string path) => path.LastIndexOf('/') is >= 0 and var slash ? path[..slash] : "";

    private static GitTreeEntry EntryOf(TreeItem item, string name) => new(item.Mode.TrimStart('0'), name, GitObject.IsSha(item.Sha) ? item.Sha : throw new FormatException("a tree entry without SHA"));
}
