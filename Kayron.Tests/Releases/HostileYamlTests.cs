using CsCheck;
using Kayron.Core.Releases;

namespace Kayron.Tests.Releases;

/// <summary>Whatever is pushed to the releases repository: findings, never an exception, a crash or a lot of memory.</summary>
public sealed class HostileYamlTests
{
    private static readonly string Laughs =
        "a: &a [x, x, x, x, x, x, x, x, x]\n" + string.Concat(Enumerable.Range(1, 12).Select(level => $"{(char)('a' + level)}: &{(char)('a' + level)} [{Repeat($"*{(char)('a' + level - 1)}, ", 9)}]\n"));

    private static readonly string Merges =
        "- &a {k0: v}\n" + string.Concat(Enumerable.Range(1, 12).Select(level => $"- &{(char)('a' + level)} {{<<: [{Repeat($"*{(char)('a' + level - 1)}, ", 9)}]}}\n"));

    public static TheoryData<string, string> Bombs => new()
    {
        { "aliases", Laughs },
        { "merges", Merges },
        { "an alias to itself", "- &a [*a]\n" },
        { "open brackets", new string('[', 60_000) },
        { "open braces", new string('{', 60_000) },
        { "nested items on one line", Repeat("- ", 30_000) },
        { "nested maps", string.Concat(Enumerable.Range(0, 500).Select(depth => new string(' ', depth) + "a:\n")) },
        { "explicit keys", Repeat("? ", 30_000) },
        { "an open quote", "- docker: \"" + new string('x', 60_000) },
        { "a wall of aliases", Repeat("- *a\n", 60_000) },
        { "a wall of errors", Repeat("- @\n", 60_000) },
        { "a wall of documents", Repeat("---\n", 60_000) },
        { "a wall of tabs", Repeat("\t\n", 60_000) },
        { "a wall of keys", "- " + Repeat("a: b\n  ", 60_000) },
    };

    [Theory]
    [MemberData(nameof(Bombs))]
    public void A_bomb_is_refused_within_50_MB(string name, string text)
    {
        ReleaseParser.Parse("service/warm-up.yaml", "- a");
        var before = GC.GetAllocatedBytesForCurrentThread();
        var file = ReleaseParser.Parse("service/a.yaml", text);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.NotEmpty(file.Findings);
        Assert.True(allocated < 50_000_000, $"{name}: {allocated} bytes");
    }

    [Fact]
    public void Ten_thousand_lines_are_read()
    {
        var text = string.Concat(Enumerable.Range(0, 2500).Select(number => $"- docker: service-{number}\n  github: service\n  deploy:\n    release: v1\n"));
        var file = ReleaseParser.Parse("service/a.yaml", text);
        Assert.Empty(file.Findings);
        Assert.Equal(2500, file.Entries.Count);
    }

    [Fact]
    public void No_text_makes_the_parser_throw_and_every_finding_lies_within_the_text()
    {
        string[] fragments =
        [
            "- ", "docker", "github: ", "deploy:", "release: ", "v1.2.3", "\n", "\n  ", "\n    ", "\r\n", "\t", ":", "&a ", "*a", "<<: ", "!!str ", "!<x> ", "---\n", "...\n", "%YAML 1.1\n", "%TAG ! x\n",
            "\"", "'", "[", "]", "{", "}", ",", "? ", "|\n", ">-\n", "# c", "~", "true", "@", "`", "\\", "\u0085", "\u2028", "\uFEFF", "😀", "\ud800", "\u0001", "|9\n", "\\x", "\\U00110000",
        ];
        Gen.Int[0, fragments.Length - 1].Select(index => fragments[index]).List[0, 30].Select(string.Concat).Sample(text =>
        {
            var file = ReleaseParser.Parse("service/a.yaml", text);
            Assert.All(file.Findings, finding => Assert.True(finding.Location is { Line: >= 1, Column: >= 1 } && finding.Location.Line <= text.Length + 1));
            Assert.Equal(file.Findings.Select(finding => finding.Location.Line).Order(), file.Findings.Select(finding => finding.Location.Line));
        }, iter: 5000);
    }

    private static string Repeat(string text, int count) => string.Concat(Enumerable.Repeat(text, count));
}
