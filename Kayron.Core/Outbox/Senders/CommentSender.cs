using Kayron.Core.Changes;
using Kayron.Core.Reconcile.Ports;

namespace Kayron.Core.Outbox.Senders;

/// <summary>
/// Keeps one comment of ours on a pull request up to date: edits it where it stands, posts one where there is none (any more), and touches nobody else's.
/// Costs one write where the text differs, none where it does not; the comments are read only where it is not known whether one is there.
/// </summary>
public sealed class CommentSender(IPullRequestComments comments, ICommentMemory memory, TimeProvider clock) : IOutboxSender
{
    public string Kind => CommentNews.Kind;

    public async Task SendAsync(OutboxMessage message, CancellationToken cancellationToken)
    {
        var news = CommentNews.Read(message);
        var digest = DigestOf(news.Text);
        var known = await memory.FindAsync(news.Repository, news.PullRequest, news.Marker, cancellationToken);
        if (known?.Id is not null && known.Digest == digest) return;

        var comment = known ?? new WrittenComment(news.Repository, news.PullRequest, news.Marker);
        // An earlier data directory, or an answer that was lost, may have left one.
        comment = comment with { Id = comment.Id ?? await comments.FindOwnAsync(news.Repository, news.PullRequest, news.Marker, cancellationToken), Digest = null, At = clock.GetUtcNow() };
        if (comment.Id is { } id && !await comments.EditAsync(news.Repository, id, news.Text, cancellationToken)) comment = comment with { Id = null };
        if (comment.Id is null)
        {
            await memory.SaveAsync(comment, cancellationToken);
            // crash here: the next attempt looks for it among all comments.
            comment = comment with { Id = await comments.PostAsync(news.Repository, news.PullRequest, news.Text, cancellationToken) };
        }
        await memory.SaveAsync(comment with { Digest = digest }, cancellationToken);
    }

    /// <summary>Tells whether a comment already has a text.</summary>
    public static string DigestOf(string text) => CanonicalDigest.Of(text);
}
