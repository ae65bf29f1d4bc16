using Kayron.Core.GitHub.Objects;
using Kayron.Core.Reconcile;
using Kayron.Core.Releases;
using Octokit;

namespace Kayron.Core.GitHub;

/// <summary>Reads the files below some folders at one commit: all of them, or none.</summary>
internal sealed class RepositoryReader(GitHubConnection connection, GitObjectStore store)
{
    private const int MaximumFiles = 2000;
    private const int MaximumDepth = 32;
    private const long MaximumBytes = 128L * 1024 * 1024;
    private const int Parallelism = 6;

    private readonly GitTreeReader _trees = new(connection, store);
    private readonly GitBlobReader _blobs = new(connection, store);

    public async Task<RepositoryFiles> ReadAsync(RepositoryName repository, string commit, IReadOnlyList<string> folders, CancellationToken cancellationToken)
    {
        if (!GitObject.IsSha(commit)) throw new InvalidException($"{Quote.Of(commit)} is no commit SHA");
        var found = await connection.FindAsync<Commit>(repository, $"/git/commits/{commit}", TimeSpan.MaxValue, cancellationToken)
            ?? throw new InvalidException($"{repository} has no commit {commit}");
        List<(string Path, string Sha)> files = [];
        var root = await _trees.ReadRootAsync(repository, found.Tree.Sha, cancellationToken);
        foreach (var folder in folders) await ListFolderAsync(repository, root, folder, files, cancellationToken);
        return new RepositoryFiles(await ReadAllAsync(repository, files, cancellationToken));
    }

    /// <summary>A folder may be a path of several segments; one that is not there holds no files.</summary>
    private async Task ListFolderAsync(RepositoryName repository, IReadOnlyList<GitTreeEntry> root, string folder, List<(string Path, string Sha)> files, CancellationToken cancellationToken)
    {
        var (entries, path) = (root, folder.Trim('/'));
        foreach (var segment in path.Split('/'))
        {
            if (entries.FirstOrDefault(entry => entry.IsTree && entry.Name == segment) is not { } tree) return;
            entries = await _trees.ReadAsync(repository, tree.Sha, cancellationToken);
        }
        await ListAsync(repository, entries, path, depth: 1, files, cancellationToken);
    }

    private async Task ListAsync(RepositoryName repository, IReadOnlyList<GitTreeEntry> entries, string folder, int depth, List<(string Path, string Sha)> files, CancellationToken cancellationToken)
    {
        foreach (var entry in entries)
        {
            var path = $"{folder}/{entry.Name}";
            if (entry.Name is "" or "." or ".." || entry.Name.Contains('/')) throw new InvalidException($"{Quote.Of(path)} in {repository} is no path");
            if (depth > MaximumDepth) throw new InvalidException($"{Quote.Of(path)} in {repository} is nested deeper than {MaximumDepth} folders");
            if (files.Count >= MaximumFiles) throw new InvalidException($"{repository} has more than {MaximumFiles} files; the first one too many is {Quote.Of(path)}");
            if (entry.IsFile) files.Add((path, entry.Sha));
            if (entry.IsTree) await ListAsync(repository, await _trees.ReadAsync(repository, entry.Sha, cancellationToken), path, depth + 1, files, cancellationToken);
        }
    }

    private async Task<IReadOnlyList<(string Path, byte[] Content)>> ReadAllAsync(RepositoryName repository, List<(string Path, string Sha)> files, CancellationToken cancellationToken)
    {
        var contents = new (string Path, byte[] Content)[files.Count];
        var bytes = 0L;
        var options = new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, files.Count, options, async (index, stop) =>
        {
            var (path, sha) = files[index];
            contents[index] = (path, await _blobs.ReadAsync(repository, sha, path, stop));
            if (Interlocked.Add(ref bytes, contents[index].Content.Length) > MaximumBytes) throw new InvalidException($"the files of {repository} are larger than {MaximumBytes / 1024 / 1024} MB together");
        });
        return contents;
    }
}
