using System.Text;
using Kayron.Core.Releases;

namespace Kayron.Tests.Releases;

public sealed class ReleaseSetTests
{
    private const string Infrastructure = "- github: infrastructure\n  provider: cloudformation\n  deploy: {release: v0.5.8}\n";

    [Fact]
    public void Files_of_both_folders_make_one_set()
    {
        var releases = Read(("infrastructure/infrastructure.yaml", Infrastructure), ("service/nested/deeper/a.yml", Service("a")), ("service/b.yaml", Service("b")));
        Assert.Empty(releases.Findings);
        Assert.Equal(["infrastructure", "b", "a"], releases.Definitions.Select(definition => definition.Name));
    }

    [Fact]
    public void Nothing_else_is_read()
    {
        var releases = Read(("infrastructure/i.yaml", Infrastructure), ("service/README.md", "x"), ("service/a.yaml.bak", "x"), ("service-old/a.yaml", "x"), ("a.yaml", "x"), ("docs/service/a.yaml", "x"));
        Assert.Empty(releases.Findings);
        Assert.Single(releases.Definitions);
    }

    [Fact]
    public void A_set_needs_a_definition() => AssertFinding("KAY029", "service/a.yaml", 1, 1, ("service/a.yaml", "[]"));

    [Fact]
    public void A_set_needs_a_provider() => AssertFinding("KAY027", "service/a.yaml", 1, 1, ("service/a.yaml", Service("a")));

    [Fact]
    public void A_set_has_one_provider_only() =>
        AssertFinding("KAY028", "infrastructure/j.yaml", 2, 13, ("infrastructure/i.yaml", Infrastructure), ("infrastructure/j.yaml", Infrastructure.Replace("infrastructure", "other")));

    [Fact]
    public void A_provider_that_is_wrong_elsewhere_still_counts_as_the_provider() =>
        AssertFinding("KAY013", "infrastructure/i.yaml", 1, 11, ("infrastructure/i.yaml", Infrastructure.Replace("github: infrastructure", "github: .git")));

    [Fact]
    public void A_name_is_taken_once_across_files() =>
        AssertFinding("KAY024", "service/b.yaml", 1, 11, ("infrastructure/i.yaml", Infrastructure), ("service/a.yaml", Service("a")), ("service/b.yaml", Service("a")));

    [Theory]
    [InlineData("a-b", "a/b")]
    [InlineData("a-b", "ab")]
    [InlineData("a.b", "a_b")]
    public void A_parameter_is_taken_once_across_files(string first, string second) =>
        AssertFinding("KAY025", "service/b.yaml", 1, 11, ("infrastructure/i.yaml", Infrastructure), ("service/a.yaml", Service(first)), ("service/b.yaml", Service(second)));

    [Fact]
    public void A_name_without_letters_gives_no_parameter() =>
        AssertFinding("KAY026", "infrastructure/i.yaml", 1, 11, ("infrastructure/i.yaml", Infrastructure.Replace("github: infrastructure", "github: ---")));

    [Fact]
    public void Without_either_folder_it_is_no_releases_repository() => AssertFinding("KAY030", ".", 1, 1, ("service-old/a.yaml", Service("a")));

    [Fact]
    public void What_could_not_be_read_is_not_said_to_be_missing() =>
        AssertFinding("KAY003", "infrastructure/i.yaml", 1, 11, ("infrastructure/i.yaml", Infrastructure.Replace("github: i", "github: @i")), ("service/a.yaml", Service("a")));

    [Fact]
    public void Bytes_that_are_not_UTF8_are_found_at_their_place()
    {
        byte[] latin = [.. "- docker: a\n  github: \""u8, 0xE9, .. "\"\n"u8];
        var finding = Assert.Single(ReleaseParser.Parse("service/a.yaml", latin).Findings);
        Assert.Equal(("KAY001", 2, 12), (finding.Code, finding.Location.Line, finding.Location.Column));
        Assert.Equal("KAY001", Assert.Single(ReleaseParser.Parse("service/a.yaml", Encoding.Unicode.GetPreamble()).Findings).Code);
    }

    [Fact]
    public void A_file_over_the_limit_is_refused_whole() =>
        AssertFinding("KAY002", "service/a.yaml", 1, 1, ("infrastructure/i.yaml", Infrastructure), ("service/a.yaml", Service("a") + new string('#', ReleaseFiles.MaximumBytes)));

    private static string Service(string name) => $"- docker: {name}\n  github: a\n  deploy: {{release: v1}}\n";

    private static ReleaseSet Read(params (string Path, string Text)[] files) => ReleaseSetReader.Read(new MemoryFiles(files));

    private static void AssertFinding(string code, string file, int line, int column, params (string Path, string Text)[] files)
    {
        var finding = Assert.Single(Read(files).Findings);
        Assert.Equal((code, new SourceLocation(file, line, column)), (finding.Code, finding.Location));
    }
}
