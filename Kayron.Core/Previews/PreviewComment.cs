using System.Globalization;
using Kayron.Core.Outbox;

namespace Kayron.Core.Previews;

/// <summary>The one comment on a preview's pull request, in the form that the Go operator gave it. Pure.</summary>
public static class PreviewComment
{
    public const string Marker = "<!-- kayron:preview:status -->";

    /// <summary>What the comment should say; null where it needs none: nothing of the pull request was ever to be deployed.</summary>
    /// <param name="previews">All of one pull request, of every environment and service.</param>
    /// <param name="before">Those that were there before; what is gone from them was removed.</param>
    public static CommentNews? Of(IReadOnlyList<Preview> previews, IReadOnlyList<Preview> before)
    {
        var shown = previews.Where(IsShown).ToList();
        var removed = before.Where(preview => IsShown(preview) && !previews.Any(other => (other.Environment, other.Key) == (preview.Environment, preview.Key))).ToList();
        if ((shown.FirstOrDefault() ?? removed.FirstOrDefault()) is not { } any) return null;
        var rows = shown.Select(Row).Concat(removed.Select(preview => Row("Removed", preview.Running ?? preview.Desired, Markdown.Text("no longer there"))));
        var reasons = shown.Where(preview => preview.State is PreviewState.Failed or PreviewState.Refused && preview.Reason is not null).Select(preview => $"\n{Markdown.Text(preview.Service)}: {Markdown.Text(preview.Reason!)}\n");
        return new CommentNews(any.Repository, any.PullRequest, Marker, $"{Marker}\n\n| Status | Commit | Endpoint |\n| --- | --- | --- |\n{string.Concat(rows)}{string.Concat(reasons)}");
    }

    /// <summary>What is left out, a fork for instance, gets no word from us.</summary>
    private static bool IsShown(Preview preview) => preview.State is not PreviewState.LeftOut;

    private static string Row(Preview preview) => Row(
        Status(preview.State), preview.State is PreviewState.Ready ? preview.Running ?? preview.Desired : preview.Desired,
        preview.Endpoint is { } endpoint ? Markdown.Link(new Uri(endpoint).Host, endpoint) : Markdown.Text(preview.Service));

    private static string Row(string status, string commit, string endpoint) => string.Create(CultureInfo.InvariantCulture, $"| {status} | {Markdown.Code(commit[..Math.Min(7, commit.Length)])} | {endpoint} |\n");

    private static string Status(PreviewState state) => state switch
    {
        PreviewState.Ready => "Ready",
        PreviewState.Failed => "Failed",
        PreviewState.Refused => "Refused",
        PreviewState.Removing => "Removing",
        _ => "Updating",
    };
}
