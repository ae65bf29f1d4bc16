namespace Kayron.Core.Configuration;

/// <summary>Keys that exist, but that this version does not act on. They are refused: a gate that someone configured must never be absent.</summary>
internal static class UnsupportedKeys
{
    private const string AlwaysOn = "is always on and has no settings.";

    public static IReadOnlyList<(string Key, string Message)> OfEnvironment { get; } =
    [
        ("Policies:StackStatus", AlwaysOn), ("Policies:Pause", AlwaysOn),
    ];

    public static void Report(SettingsScope scope, IReadOnlyList<(string Key, string Message)> unsupported)
    {
        foreach (var (key, message) in unsupported.Where(entry => scope.IsSet(entry.Key))) scope.Report(key, message);
    }
}
