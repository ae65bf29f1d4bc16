using Kayron.Core.Notifications;

namespace Kayron.Core.Configuration;

/// <summary>Reads <c>Kayron:Notifications:NAME</c>.</summary>
internal static class NotificationReader
{
    private const int LeastSecret = 16;
    private static readonly Dictionary<string, NotificationKind> Kinds = new() { ["slack"] = NotificationKind.Slack, ["webhook"] = NotificationKind.Webhook };

    public static IReadOnlyList<NotificationSettings> Read(SettingsScope root, IReadOnlyList<EnvironmentSettings> environments) =>
        [.. root.Pairs("Notifications").Keys.Select(key => key.Split(':')[0]).Distinct(StringComparer.OrdinalIgnoreCase).Select(name => Read(root, name, environments))];

    private static NotificationSettings Read(SettingsScope root, string name, IReadOnlyList<EnvironmentSettings> environments)
    {
        var key = $"Notifications:{name}";
        var kind = root.Choice($"{key}:Kind", Kinds, NotificationKind.Slack);
        if (root.Required($"{key}:Kind").Length == 0) kind = NotificationKind.Slack;
        return new NotificationSettings(
            name, kind, ReadUrl(root, $"{key}:Url"), ReadSecret(root, $"{key}:Secret", kind), ReadChoices(root, $"{key}:Environments", [.. environments.Select(environment => environment.Name)]) ?? [],
            ReadChoices(root, $"{key}:Events", NoticeEvents.All) ?? NoticeEvents.All, root.Duration($"{key}:PausedAfter", TimeSpan.FromMinutes(1), TimeSpan.FromDays(90)) ?? TimeSpan.FromDays(1));
    }

    /// <summary>The text is not repeated: with Slack, who knows it can write there.</summary>
    private static Uri ReadUrl(SettingsScope root, string key)
    {
        var text = root.Required(key);
        if (text.Length == 0) return new Uri("https://invalid/");
        if (Uri.TryCreate(text, UriKind.Absolute, out var address) && DestinationGuard.Allows(address)) return address;
        root.Report(key, "must be an address that begins with https:// (on this machine also http://), without user, and not a link-local or metadata address.");
        return new Uri("https://invalid/");
    }

    private static string? ReadSecret(SettingsScope root, string key, NotificationKind kind)
    {
        var secret = root.Text(key);
        if (kind == NotificationKind.Slack && secret is not null) root.Report(key, "is of no use with Kind slack, which signs nothing.");
        if (kind == NotificationKind.Webhook && secret is null) root.Missing(key);
        if (kind == NotificationKind.Webhook && secret is { Length: < LeastSecret }) root.Report(key, $"must have at least {LeastSecret} characters.");
        return kind == NotificationKind.Webhook ? secret : null;
    }

    private static IReadOnlyList<string>? ReadChoices(SettingsScope root, string key, IReadOnlyList<string> known)
    {
        var chosen = root.List(key);
        foreach (var wrong in chosen?.Except(known) ?? []) root.Report(key, $"holds \"{wrong}\": known are {string.Join(", ", known)}.");
        return chosen;
    }
}
