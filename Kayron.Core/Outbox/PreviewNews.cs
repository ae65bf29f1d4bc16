using System.Globalization;
using Kayron.Core.Previews;

namespace Kayron.Core.Outbox;

/// <summary>What GitHub is told of previews: a deployment to an environment of their own, which is gone when they are. Pure.</summary>
public static class PreviewNews
{
    /// <param name="before">As it was stored; null: it was not.</param>
    /// <param name="after">As it is stored now; null: it is gone.</param>
    /// <param name="now">Orders the deployments of one preview.</param>
    public static OutboxMessage? Of(Preview? before, Preview? after, DateTimeOffset now)
    {
        var (was, @is) = (StateOf(before), StateOf(after));
        // What GitHub never heard of is not told to be gone either: its sender looks.
        if (after is null) return before is null or { State: PreviewState.LeftOut } ? null : MessageOf(before, before.Running ?? before.Desired, "inactive", "its pull request is closed", now);
        return @is is null || (@is == was && before!.Desired == after.Desired) ? null : MessageOf(after, after.Desired, @is, after.Reason ?? "", now);
    }

    private static string? StateOf(Preview? preview) => preview?.State switch
    {
        PreviewState.Updating => "in_progress",
        PreviewState.Ready => "success",
        PreviewState.Failed => "failure",
        _ => null,
    };

    private static OutboxMessage MessageOf(Preview preview, string commit, string state, string description, DateTimeOffset now)
    {
        var series = $"preview/{preview.Environment}/{preview.Key}";
        var environment = string.Create(CultureInfo.InvariantCulture, $"{preview.Environment}-{preview.Service}-{preview.Hash.ToLowerInvariant()}");
        return new DeploymentNews(
            now.ToUnixTimeMilliseconds(), $"{series}/{commit}", $"Kayron preview of #{preview.PullRequest}", series, preview.Service, preview.Repository.ToString(), commit, environment, state, description,
            Production: false, Transient: true, preview.Endpoint).ToMessage($"{series}/{commit}", preview.Environment, "previews");
    }
}
