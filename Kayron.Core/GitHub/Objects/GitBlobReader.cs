using Kayron.Core.Reconcile;
using Kayron.Core.Releases;
using Octokit;

namespace Kayron.Core.GitHub.Objects;

/// <summary>Reads files by their SHA, each once and for all. An answer that does not hash to the SHA, such as the text of an error, never becomes a file.</summary>
internal sealed class GitBlobReader(GitHubConnection connection, GitObjectStore store)
{
    private const int MaximumBytes = 5 * 1024 * 1024;

    /// <param name="path">Only used to say which file is too large.</param>
    public async Task<byte[]> ReadAsync(RepositoryName repository, string sha, string path, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(GitObjectKind.Blob, sha, cancellationToken) is { } known) return known.Length <= MaximumBytes ? known : throw TooLarge(path);
        var content = Decode(await FetchAsync(repository, sha, path, cancellationToken), path);
        if (!GitObject.Matches(GitObjectKind.Blob, sha, content)) throw new TransientException($"GitHub's copy of {Quote.Of(path)} in {repository} is not the file that was asked for");
        await store.KeepAsync(sha, content, cancellationToken);
        return content;
    }

    private async Task<Blob> FetchAsync(RepositoryName repository, string sha, string path, CancellationToken cancellationToken)
    {
        try
        {
            return await connection.GetAsync<Blob>(repository, $"/git/blobs/{sha}", maximumAge: null, cancellationToken);
        }
        catch (TransientException exception) when (exception.InnerException is HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded })
        {
            throw TooLarge(path);
        }
    }

    private static byte[] Decode(Blob blob, string path)
    {
        if (blob.Size > MaximumBytes) throw TooLarge(path);
        if (blob.Encoding.StringValue != "base64") throw new TransientException($"GitHub sent {Quote.Of(path)} in an unknown encoding");
        try
        {
            return Convert.FromBase64String(blob.Content);
        }
        catch (FormatException exception)
        {
            throw new TransientException($"GitHub sent {Quote.Of(path)} cut off", cause: exception);
        }
    }

    private static InvalidException TooLarge(string path) => new($"{Quote.Of(path)} is larger than {MaximumBytes / 1024 / 1024} MB");
}
