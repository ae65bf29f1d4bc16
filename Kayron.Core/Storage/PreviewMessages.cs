using Kayron.Core.Configuration;
using Kayron.Core.Outbox;
using Kayron.Core.Previews;
using Microsoft.EntityFrameworkCore;

namespace Kayron.Core.Storage;

/// <summary>Tells GitHub of an environment's previews, in the transaction that stores them: a deployment each, and a comment on each pull request.</summary>
internal static class PreviewMessages
{
    /// <param name="before">The environment's previews as they were stored.</param>
    /// <param name="after">As they are stored now.</param>
    public static async Task PutAsync(KayronDb database, GitHubSettings gitHub, IReadOnlyList<Preview> before, IReadOnlyList<Preview> after, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (before.SequenceEqual(after)) return;
        if (gitHub.Deployments)
        {
            var deployments = before.Select(preview => preview.Key).Union(after.Select(preview => preview.Key))
                .Select(key => PreviewNews.Of(before.FirstOrDefault(preview => preview.Key == key), after.FirstOrDefault(preview => preview.Key == key), now)).OfType<OutboxMessage>();
            await OutboxWriter.PutAsync(database, deployments, now, cancellationToken);
        }
        if (!gitHub.Comments) return;
        foreach (var (repository, number) in before.Except(after).Concat(after.Except(before)).Select(preview => (preview.Repository, preview.PullRequest)).Distinct())
        {
            // Other environments may show previews of the same pull request.
            var all = await database.Previews.AsNoTracking().Where(row => row.Owner == repository.Owner && row.Repository == repository.Name && row.PullRequest == number)
                .OrderBy(row => row.Environment).ThenBy(row => row.Service).ToListAsync(cancellationToken);
            var comment = PreviewComment.Of([.. all.Select(row => row.ToPreview())], [.. before.Where(preview => preview.Repository == repository && preview.PullRequest == number)]);
            if (comment is not null) await OutboxWriter.PutAsync(database, [comment.ToMessage("previews", null, "previews")], now, cancellationToken);
        }
    }
}
