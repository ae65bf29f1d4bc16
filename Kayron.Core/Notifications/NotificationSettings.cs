namespace Kayron.Core.Notifications;

public enum NotificationKind
{
    /// <summary>An incoming webhook as Slack, Mattermost and Rocket.Chat have them.</summary>
    Slack,

    /// <summary>JSON, signed.</summary>
    Webhook,
}

/// <summary>Somewhere that is told what happens.</summary>
/// <param name="Url">Often a secret in itself: it is written nowhere.</param>
/// <param name="Secret">Signs what is sent to a webhook; null for Slack.</param>
/// <param name="Environments">Empty: all.</param>
/// <param name="Events">Of <see cref="NoticeEvents"/>.</param>
/// <param name="PausedAfter">How long a pause may last before it is told of.</param>
public sealed record NotificationSettings(
    string Name, NotificationKind Kind, Uri Url, string? Secret, IReadOnlyList<string> Environments, IReadOnlyList<string> Events, TimeSpan PausedAfter)
{
    public bool Wants(Notice notice, DateTimeOffset now) =>
        Events.Contains(notice.Event) && (Environments.Count == 0 || notice.Environment is null || Environments.Contains(notice.Environment))
        && (notice.Event != NoticeEvents.Paused || notice.At + PausedAfter <= now);

    /// <summary>The address is no part of it.</summary>
    public override string ToString() => $"{Name} ({Kind})";
}
