using Kayron.Core.Configuration;
using NodaTime;

namespace Kayron.Core.Policies.Rules;

/// <summary>Changes start only while the configured windows let them. A running update is never interrupted.</summary>
public sealed class WindowPolicy : IPolicy
{
    public string Name => "Window";

    public bool HoldsRollbacks(PolicySettings policies) => !policies.Rollback.IgnoreWindows;

    public Decision Judge(ChangeFacts facts)
    {
        var windows = facts.Environment.Policies.Window;
        if (windows is { Allow.Count: 0, Deny.Count: 0 }) return new Decision(Name, Verdict.Allow, "Open at any time");
        var now = Instant.FromDateTimeOffset(facts.Now);
        var next = WindowSchedule.NextChange(windows, now);
        return WindowSchedule.IsOpen(windows, now)
            ? new Decision(Name, Verdict.Allow, "Window is open", Evidence(windows), next?.ToDateTimeOffset())
            : new Decision(Name, Verdict.Hold, Closed(windows, now, next), Evidence(windows), next?.ToDateTimeOffset());
    }

    private static string Closed(WindowSettings windows, Instant now, Instant? next)
    {
        var shut = windows.Deny.FirstOrDefault(window => window.IsOpen(now.InZone(window.Zone).LocalDateTime));
        var zone = (shut ?? windows.Allow.First(window => window.BeginsOn(now.InZone(window.Zone).Date))).Zone;
        var until = next is { } moment ? $"closed until {WindowWords.Describe(moment, now, zone)}" : "closed for good: no window ever opens";
        return shut?.Reason is { } reason ? $"{until}: {reason}" : until;
    }

    private static string Evidence(WindowSettings windows) => string.Join("; ", new[]
    {
        windows.Allow.Count > 0 ? $"opens {string.Join(", ", windows.Allow.Select(WindowWords.Describe))}" : null,
        windows.Deny.Count > 0 ? $"closed {string.Join(", ", windows.Deny.Select(WindowWords.Describe))}" : null,
    }.OfType<string>());
}
