namespace Kayron.Core.Configuration;

/// <summary>Image clean-up. What it deletes is gone for good: so it only says what it would delete until somebody has read that and switched <paramref name="DryRun"/> off.</summary>
/// <param name="Cooler">Pause between two runs; null: an hour.</param>
/// <param name="Keep">Newest images of each repository and kind of tag that stay.</param>
/// <param name="Drop">Most images of each repository and kind that are deleted within one cooler.</param>
public sealed record ImageSettings(bool Enabled = true, bool DryRun = true, TimeSpan? Cooler = null, int Keep = 10, int Drop = 5)
{
    public TimeSpan Pause => Cooler ?? TimeSpan.FromHours(1);

    internal static ImageSettings Read(SettingsScope scope) => new(
        scope.Flag("Enabled", otherwise: true),
        scope.Flag("DryRun", otherwise: true),
        scope.Duration("Cooler", TimeSpan.FromSeconds(1), TimeSpan.FromDays(30)),
        scope.Number("Keep", otherwise: 10, least: 1, most: 10_000),
        scope.Number("Drop", otherwise: 5, least: 1, most: 100));
}
