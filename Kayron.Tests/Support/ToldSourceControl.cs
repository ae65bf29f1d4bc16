using System.Collections.Concurrent;
using Kayron.Core.Previews;
using Kayron.Core.Reconcile.Ports;
using Kayron.Core.Releases;
using Microsoft.Extensions.FileProviders;

namespace Kayron.Tests.Support;

/// <summary>Source control that only listens: whoever reads from it fails, unless a test says what is there.</summary>
internal class ToldSourceControl : ISourceControl
{
    public ConcurrentQueue<RepositoryEvent> Told { get; } = new();

    public void Heed(RepositoryEvent news) => Told.Enqueue(news);

    public virtual Task<string> DefaultBranchAsync(RepositoryName repository, CancellationToken cancellationToken) => throw new NotSupportedException();

    public virtual Task<string?> FindBranchAsync(RepositoryName repository, string branch, TimeSpan maximumAge, CancellationToken cancellationToken) => throw new NotSupportedException();

    public virtual Task<string?> FindTagAsync(RepositoryName repository, string tag, TimeSpan maximumAge, CancellationToken cancellationToken) => throw new NotSupportedException();

    public virtual Task<string?> LatestReleaseAsync(RepositoryName repository, TimeSpan maximumAge, CancellationToken cancellationToken) => throw new NotSupportedException();

    public virtual Task<IFileProvider> OpenAsync(RepositoryName repository, string commit, IReadOnlyList<string> folders, CancellationToken cancellationToken) => throw new NotSupportedException();

    public virtual Task<IReadOnlyList<OpenPullRequest>> ListPullRequestsAsync(RepositoryName repository, TimeSpan maximumAge, CancellationToken cancellationToken) => throw new NotSupportedException();

    public virtual Task<Comparison?> CompareAsync(RepositoryName repository, string @base, string head, CancellationToken cancellationToken) => throw new NotSupportedException();

    public virtual Task<ComparedCommit?> FindCommitAsync(RepositoryName repository, string sha, CancellationToken cancellationToken) => throw new NotSupportedException();

    public virtual Task<CommitPerson?> FindTaggerAsync(RepositoryName repository, string tag, CancellationToken cancellationToken) => throw new NotSupportedException();
}
