using System.Text.Json;
using Kayron.Core.Releases;

namespace Kayron.Web.Cli;

/// <summary>The shapes in which findings are printed.</summary>
internal static class LintReport
{
    public static IReadOnlyList<string> Formats { get; } = ["text", "json", "github"];

    public static Action<ReleaseSet, string, TextWriter>? FindWriter(string format) => format switch
    {
        "text" => WriteText,
        "json" => WriteJson,
        "github" => WriteGitHub,
        _ => null,
    };

    private static void WriteText(ReleaseSet releases, string path, TextWriter output)
    {
        foreach (var finding in releases.Findings) output.WriteLine($"{finding.Location}: {finding.Code} {finding.Message}");
        WriteSummary(releases, output);
    }

    private static void WriteJson(ReleaseSet releases, string path, TextWriter output) => output.WriteLine(JsonSerializer.Serialize(
        releases.Findings.Select(finding => new FindingRow(finding.Location.File, finding.Location.Line, finding.Location.Column, finding.Code, finding.Message)), JsonSerializerOptions.Web));

    private static void WriteGitHub(ReleaseSet releases, string path, TextWriter output)
    {
        foreach (var finding in releases.Findings)
        {
            output.WriteLine($"::error file={Property(FromWorkspace(path, finding.Location.File))},line={finding.Location.Line},col={finding.Location.Column},title={Property(finding.Code)}::{Data(finding.Message)}");
        }
        WriteSummary(releases, output);
    }

    /// <summary>Annotations name files from the workspace on, which is where a workflow runs its commands. Outside of it there is nothing to annotate.</summary>
    private static string FromWorkspace(string path, string file)
    {
        var relative = Path.GetRelativePath(".", Path.Combine(path, file)).Replace(Path.DirectorySeparatorChar, '/');
        return relative.StartsWith("../", StringComparison.Ordinal) || Path.IsPathRooted(relative) ? file : relative;
    }

    private static void WriteSummary(ReleaseSet releases, TextWriter output)
    {
        var files = releases.Findings.Select(finding => finding.Location.File).Distinct().Count();
        output.WriteLine(releases.IsValid
            ? $"{Count(releases.Definitions.Count, "release definition")}, no findings"
            : $"{Count(releases.Findings.Count, "finding")} in {Count(files, "file")}");
    }

    private static string Count(int number, string noun) => number == 1 ? $"1 {noun}" : $"{number} {noun}s";

    // https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts has these escapes.
    private static string Data(string text) => text.Replace("%", "%25").Replace("\r", "%0D").Replace("\n", "%0A");

    private static string Property(string text) => Data(text).Replace(":", "%3A").Replace(",", "%2C");

    private sealed record FindingRow(string File, int Line, int Column, string Code, string Message);
}
