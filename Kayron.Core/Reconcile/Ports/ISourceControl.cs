using Kayron.Core.Previews;
using Kayron.Core.Releases;
using Microsoft.Extensions.FileProviders;

namespace Kayron.Core.Reconcile.Ports;

/// <summary>What Kayron reads at GitHub. Throws <see cref="ReconcileException"/>s; a repository out of reach is blocked, never "no branch".</summary>
public interface ISourceControl
{
    Task<string> DefaultBranchAsync(RepositoryName repository, CancellationToken cancellationToken);

    /// <summary>The head commit's SHA; null where the repository can be read and has no such branch.</summary>
    /// <param name="maximumAge">An answer read within this time, for any environment of the same token, will do. Zero asks anew (still conditionally).</param>
    Task<string?> FindBranchAsync(RepositoryName repository, string branch, TimeSpan maximumAge, CancellationToken cancellationToken);

    /// <summary>The commit SHA that a tag points at, annotated tags followed; null where there is no such tag.</summary>
    Task<string?> FindTagAsync(RepositoryName repository, string tag, TimeSpan maximumAge, CancellationToken cancellationToken);

    /// <summary>Tag name of the latest published release that is neither draft nor prerelease; null where there is none.</summary>
    Task<string?> LatestReleaseAsync(RepositoryName repository, TimeSpan maximumAge, CancellationToken cancellationToken);

    /// <summary>The files below some folders at one commit, as a read-only file provider that does no I/O of its own. Never partial: a truncated tree or unread blob throws.</summary>
    Task<IFileProvider> OpenAsync(RepositoryName repository, string commit, IReadOnlyList<string> folders, CancellationToken cancellationToken);

    /// <summary>Every open pull request, of all pages: one that is not among them is closed.</summary>
    Task<IReadOnlyList<OpenPullRequest>> ListPullRequestsAsync(RepositoryName repository, TimeSpan maximumAge, CancellationToken cancellationToken);

    /// <summary>The commits that <paramref name="head"/> has and <paramref name="base"/> has not; null where GitHub knows one of them not.</summary>
    Task<Comparison?> CompareAsync(RepositoryName repository, string @base, string head, CancellationToken cancellationToken);

    /// <summary>One commit; null where GitHub does not know it.</summary>
    Task<ComparedCommit?> FindCommitAsync(RepositoryName repository, string sha, CancellationToken cancellationToken);

    /// <summary>Who made an annotated tag; null where there is no such tag, or a plain one, which says nothing of it.</summary>
    Task<CommitPerson?> FindTaggerAsync(RepositoryName repository, string tag, CancellationToken cancellationToken);

    /// <summary>
    /// Takes in what was said of a repository: answers kept from before are not given again, and a pushed head is believed while the API still shows the one before
    /// it, for two minutes at most. Makes no call.
    /// </summary>
    void Heed(RepositoryEvent news);
}

/// <param name="Complete">False where GitHub cut the list off.</param>
/// <param name="Behind">Commits that the base has and the head has not.</param>
public sealed record Comparison(int TotalCommits, IReadOnlyList<ComparedCommit> Commits, bool Complete, string Url, int Behind);

/// <param name="Author">GitHub login where GitHub could map the commit to an account, else the name in the commit.</param>
/// <param name="Message">First line only.</param>
/// <param name="People">Its author, its committer and the co-authors that its message names.</param>
public sealed record ComparedCommit(string Sha, string Author, string Message, IReadOnlyList<CommitPerson> People);

/// <param name="Login">Null where GitHub names no account.</param>
/// <param name="Email">Null where there is none.</param>
public sealed record CommitPerson(string? Login, string Name, string? Email);
