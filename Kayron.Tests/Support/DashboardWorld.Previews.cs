using Kayron.Core.Queries;

namespace Kayron.Tests.Support;

public sealed partial class DashboardWorld
{
    private const string DarkMode = "5f2b0a6c1e7d4f3a9b8c6d5e4f3a2b1c0d9e8f7a", NewCart = "c0ffee6c1e7d4f3a9b8c6d5e4f3a2b1c0d9e8f7a";

    public static PreviewView Preview(int pullRequest, string title, string branch, string hash, string state, string? reason = null, string? running = null, string? desired = null) => new(
        "testing", "web", "acme/web", pullRequest, $"https://github.com/acme/web/pull/{pullRequest}", title, branch, hash, desired ?? DarkMode, running,
        state is "left-out" or "refused" ? null : $"https://{hash.ToLowerInvariant()}.web.testing.acme.example", state, reason, Ago(pullRequest));

    private static List<PreviewView> SomePreviews() =>
    [
        Preview(12, "A dark theme", "dark-mode", "1D0FD508", "ready", running: DarkMode),
        Preview(14, "Keep the cart for a month", "cart/one-month", "8A61C02E", "updating", "is being deployed", running: DarkMode, desired: NewCart),
        Preview(17, "Prices in euro", "euro", "03B4D7F1", "waiting-for-image", "image c0ffee6 is not pushed yet", desired: NewCart),
        Preview(19, "Load images when they are seen", "mallory:faster-images", "77E0B9AA", "left-out", "comes from the fork mallory/web"),
    ];
}
