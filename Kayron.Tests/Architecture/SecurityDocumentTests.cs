using System.Text.RegularExpressions;

namespace Kayron.Tests.Architecture;

/// <summary>docs/security.md names files so that each line can be checked: they must be there, and no requirement may be missing.</summary>
public sealed partial class SecurityDocumentTests
{
    /// <summary>How many requirements of levels 1 and 2 each section of OWASP ASVS 5.0.0 has; they come before those of level 3, so their numbers begin with 1. Sections without any are left out.</summary>
    private const string Sections =
        "V1.1:2 V1.2:9 V1.3:11 V1.4:3 V1.5:2 V2.1:3 V2.2:3 V2.3:4 V2.4:1 V3.2:2 V3.3:4 V3.4:6 V3.5:5 V3.7:2 V4.1:3 V4.2:1 V4.3:2 V4.4:4 V5.1:1 V5.2:3 V5.3:2 V5.4:3 "
        + "V6.1:3 V6.2:12 V6.3:4 V6.4:4 V6.5:5 V6.6:3 V6.8:4 V7.1:3 V7.2:4 V7.3:2 V7.4:5 V7.5:2 V7.6:2 V8.1:2 V8.2:3 V8.3:1 V8.4:1 V9.1:3 V9.2:4 "
        + "V10.1:2 V10.2:2 V10.3:4 V10.4:11 V10.5:5 V10.6:2 V10.7:3 V11.1:2 V11.2:3 V11.3:3 V11.4:4 V11.5:1 V11.6:1 V12.1:3 V12.2:2 V12.3:4 V13.1:1 V13.2:5 V13.3:2 V13.4:5 "
        + "V14.1:2 V14.2:4 V14.3:3 V15.1:3 V15.2:3 V15.3:7 V16.1:1 V16.2:5 V16.3:4 V16.4:3 V16.5:3 V17.1:1 V17.2:4 V17.3:2";

    private static readonly string[] Projects = ["Core", "Web", "Sandbox", "Tests"];

    private static string Text { get; } = File.ReadAllText(Path.Combine(SourceTree.Root, "docs", "security.md"));

    [Fact]
    public void Every_file_that_it_names_is_there()
    {
        var named = Code().Matches(Text).Select(match => match.Groups["text"].Value).Where(IsFile).Distinct().ToList();
        Assert.True(named.Count > 100, $"only {named.Count} files are named");
        Assert.DoesNotContain(named, name => !Exists(name));
    }

    [Fact]
    public void Every_requirement_of_levels_1_and_2_is_listed_once()
    {
        var tables = Text[Text.IndexOf("## OWASP ASVS", StringComparison.Ordinal)..Text.IndexOf("## Not met", StringComparison.Ordinal)];
        var expected = Sections.Split(' ').Select(section => section.Split(':')).SelectMany(section => Enumerable.Range(1, int.Parse(section[1], System.Globalization.CultureInfo.InvariantCulture)).Select(number => $"{section[0]}.{number}"));
        Assert.Equal(expected.Order(), Requirement().Matches(tables).Select(match => match.Value).Order());
    }

    [Fact]
    public void Each_that_applies_names_a_file()
    {
        var rows = Text.Split('\n').Where(line => line.StartsWith("| V", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(rows);
        Assert.DoesNotContain(rows, row => !Code().Matches(row.Split('|')[^2]).Any(match => IsFile(match.Groups["text"].Value)));
    }

    [Fact]
    public void Kayron_starts_no_other_process() =>
        Assert.DoesNotContain(SourceTree.Below("Kayron.Core").Concat(SourceTree.Below("Kayron.Web")).Concat(SourceTree.Below("Kayron.Sandbox")), file => file.Text.Contains("Process.Start", StringComparison.Ordinal));

    /// <summary>Not a key, a header, or an address of the API.</summary>
    private static bool IsFile(string text) =>
        text is "Dockerfile" or ".dockerignore" or "ARCHITECTURE.md" or "Directory.Build.props" || Projects.Any(project => text.StartsWith($"{project}/", StringComparison.Ordinal) && !text.EndsWith('…'))
        || new[] { "docs/", "deploy/", "wwwroot/", ".github/", "Kayron." }.Any(prefix => text.StartsWith(prefix, StringComparison.Ordinal) && !text.EndsWith('…'));

    private static bool Exists(string name)
    {
        var path = Path.Combine(SourceTree.Root, Projects.Contains(name.Split('/')[0]) ? $"Kayron.{name}" : name);
        return path.Contains('*', StringComparison.Ordinal) ? Directory.GetFiles(Path.GetDirectoryName(path)!, Path.GetFileName(path)).Length > 0 : File.Exists(path) || Directory.Exists(path);
    }

    [GeneratedRegex("`(?<text>[^`\n]+)`", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Code();

    [GeneratedRegex(@"\bV[0-9]+\.[0-9]+\.[0-9]+\b", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Requirement();
}
