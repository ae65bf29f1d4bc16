using System.Globalization;
using System.Text;
using Kayron.Core.Queries;

namespace Kayron.Web.Cli.Remote;

/// <summary>An environment for people at a terminal.</summary>
internal static class StatusText
{
    private const int ShortVersion = 12;

    public static string Write(EnvironmentView environment)
    {
        var text = new StringBuilder(Heading(environment));
        if (environment.Releases.Count == 0) Line(text, "no release is known yet");
        else foreach (var line in TextTable.Align([.. environment.Releases.Select(Row)])) text.Append("  ").Append(line).Append('\n');
        return text.ToString().TrimEnd('\n');
    }

    /// <summary>The environment, its stack, and what holds or moves the whole of it: lines that each end.</summary>
    public static string Heading(EnvironmentView environment)
    {
        var text = new StringBuilder(Printable.Of($"{environment.Name}: stack {environment.Stack.Name} {environment.Stack.Status}")).Append('\n');
        if (environment.Problem is { } problem) Line(text, $"PROBLEM  {problem} (shown is the last good state)");
        foreach (var pause in environment.Pauses) Line(text, $"PAUSED   {pause.Service ?? "everything"} by {pause.By}{(pause.Until is { } until ? $" until {Time(until)}" : "")}: {pause.Reason} (pause {pause.Id})");
        if (environment.Change is { } change) Line(text, $"CHANGE   {change.Id} is {change.State}: {change.Waiting}");
        return text.ToString();
    }

    /// <summary>Commits are shortened: forty digits help nobody to read.</summary>
    public static string Short(string? version) => version switch
    {
        null => "none",
        { Length: 40 } when version.All(char.IsAsciiHexDigitLower) => version[..ShortVersion],
        _ => Printable.Of(version),
    };

    public static string Step(string? from, string? to) => to is null || from == to ? Short(from) : $"{Short(from)} -> {Short(to)}";

    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);

    private static string[] Row(ReleaseView release) => [release.Name, Step(release.Current, release.Desired), release.State, release.State == "in-sync" ? "" : release.Reason ?? ""];

    private static void Line(StringBuilder text, string line) => text.Append("  ").Append(Printable.Of(line)).Append('\n');
}
