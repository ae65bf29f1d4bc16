using Kayron.Core.Reconcile.Ports;
using Kayron.Core.Releases;
using Microsoft.EntityFrameworkCore;

namespace Kayron.Core.Storage;

/// <summary>A comment of ours at GitHub, by its id there.</summary>
internal sealed class CommentRow
{
    /// <summary>OWNER/NAME.</summary>
    public required string Repository { get; set; }
    public int PullRequest { get; set; }
    public required string Marker { get; set; }
    public long? GitHubId { get; set; }
    public string? Digest { get; set; }
    public DateTimeOffset At { get; set; }

    public static void Configure(ModelBuilder model) =>
        model.Entity<CommentRow>(row => row.ToTable("github_comments").HasKey(comment => new { comment.Repository, comment.PullRequest, comment.Marker }));
}

internal sealed class CommentMemory(IDbContextFactory<KayronDb> databases) : ICommentMemory
{
    public async Task<WrittenComment?> FindAsync(RepositoryName repository, int pullRequest, string marker, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var row = await database.Comments.FindAsync([repository.ToString(), pullRequest, marker], cancellationToken);
        return row is null ? null : new WrittenComment(repository, pullRequest, marker, row.GitHubId, row.Digest, row.At);
    }

    public async Task SaveAsync(WrittenComment comment, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var repository = comment.Repository.ToString();
        var row = await database.Comments.FindAsync([repository, comment.PullRequest, comment.Marker], cancellationToken);
        if (row is null) database.Comments.Add(row = new CommentRow { Repository = repository, PullRequest = comment.PullRequest, Marker = comment.Marker });
        (row.GitHubId, row.Digest, row.At) = (comment.Id, comment.Digest, comment.At);
        await database.SaveChangesAsync(cancellationToken);
    }
}
