using Kayron.Core.Releases;

namespace Kayron.Tests.Releases;

/// <summary>One failing example for each rule of a single file. <c>⟦</c> marks where the finding must point; it is taken out before parsing.</summary>
public sealed class ReleaseRuleTests
{
    [Theory]
    [InlineData("KAY001", "- docker: a⟦\0")]
    [InlineData("KAY003", "- docker: ⟦@a\n  github: a\n")]
    [InlineData("KAY003", "- docker: ⟦\"a\n  github: a\n")]
    [InlineData("KAY004", "- docker: a\n⟦\tgithub: a\n  deploy:\n    release: v1\n")]
    [InlineData("KAY004", "- docker:⟦\ta # a\ttab\n  github: a # another\t one\n  deploy: {release: v1}\n")]
    [InlineData("KAY005", "- docker: ⟦&a a\n  github: a\n  deploy: {release: v1}\n")]
    [InlineData("KAY005", "- docker: a\n  github: ⟦*a\n  deploy: {release: v1}\n")]
    [InlineData("KAY005", "- docker: a\n  github: a\n  deploy: {release: v1}\n  <<: ⟦*base\n")]
    [InlineData("KAY005", "- docker: a\n  github: ⟦!!str a\n  deploy: {release: v1}\n")]
    [InlineData("KAY007", "- docker: a\n  github: a\n  deploy: {release: v1}\n⟦---\n- docker: b\n  github: b\n  deploy: {release: v1}\n")]
    [InlineData("KAY008", "- docker: a\n  github: a\n  ⟦docker: b\n  deploy: {release: v1}\n")]
    [InlineData("KAY008", "- docker: a\n  github: a\n  deploy:\n    release: v1\n    ⟦release: v2\n")]
    [InlineData("KAY009", "- docker: a\n  github: a\n  ⟦gihtub: a\n  deploy: {release: v1}\n")]
    [InlineData("KAY009", "- docker: a\n  github: a\n  deploy:\n    release: v1\n    ⟦webhook: x\n")]
    [InlineData("KAY009", "- docker: a\n  github: a\n  deploy: {release: v1}\n  ⟦<<: {a: b}\n")]
    [InlineData("KAY010", "⟦docker: a\ngithub: a\n")]
    [InlineData("KAY010", "⟦just text\n")]
    [InlineData("KAY010", "- ⟦just text\n")]
    [InlineData("KAY010", "-⟦\n")]
    [InlineData("KAY010", "- ⟦- - a\n")]
    [InlineData("KAY010", "- docker: a\n  github:\n    ⟦a: b\n  deploy: {release: v1}\n")]
    [InlineData("KAY010", "- docker: a\n  github: ⟦[a]\n  deploy: {release: v1}\n")]
    [InlineData("KAY010", "- docker: a\n  ⟦github:\n  deploy: {release: v1}\n")]
    [InlineData("KAY010", "- docker: a\n  ⟦github: ~\n  deploy: {release: v1}\n")]
    [InlineData("KAY010", "- docker: a\n  github: a\n  deploy: ⟦v1\n")]
    [InlineData("KAY010", "- docker: a\n  github: a\n  deploy:\n    ⟦release:\n")]
    [InlineData("KAY010", "- docker: a\n  github: a\n  deploy:\n    suspend: ⟦[true]\n")]
    [InlineData("KAY010", "- docker: a\n  github: a\n  deploy: {release: v1}\n  ? ⟦[b]\n  : c\n")]
    [InlineData("KAY011", "⟦")]
    [InlineData("KAY011", "⟦# nothing but a comment\n")]
    [InlineData("KAY011", "⟦---\n...\n")]
    [InlineData("KAY012", "- ⟦docker: a\n  deploy: {release: v1}\n")]
    [InlineData("KAY013", "- docker: a\n  github: ⟦\"\"\n  deploy: {release: v1}\n")]
    [InlineData("KAY013", "- docker: a\n  github: ⟦acme/a\n  deploy: {release: v1}\n")]
    [InlineData("KAY014", "- ⟦github: a\n  deploy: {release: v1}\n")]
    [InlineData("KAY015", "- docker: a\n  github: a\n  ⟦provider: cloudformation\n  deploy: {release: v1}\n")]
    [InlineData("KAY016", "- docker: ⟦A\n  github: a\n  deploy: {release: v1}\n")]
    [InlineData("KAY017", "- github: a\n  provider: ⟦terraform\n  deploy: {release: v1}\n")]
    [InlineData("KAY018", "- ⟦docker: a\n  github: a\n")]
    [InlineData("KAY018", "- docker: a\n  github: a\n  ⟦deploy:\n")]
    [InlineData("KAY018", "- docker: a\n  github: a\n  ⟦deploy: {}\n")]
    [InlineData("KAY018", "- docker: a\n  github: a\n  ⟦deploy:\n    preview: false\n")]
    [InlineData("KAY019", "- docker: a\n  github: a\n  deploy:\n    release: v1\n    ⟦branch: main\n")]
    [InlineData("KAY019", "- docker: a\n  github: a\n  deploy:\n    suspend: true\n    ⟦release: v1\n    preview: true\n")]
    [InlineData("KAY020", "- docker: a\n  github: a\n  deploy:\n    branch: ⟦\"a..b\"\n")]
    [InlineData("KAY021", "- docker: a\n  github: a\n  deploy:\n    release: ⟦1.2.3\n")]
    [InlineData("KAY022", "- docker: a\n  github: a\n  deploy:\n    suspend: ⟦\"true\"\n")]
    [InlineData("KAY022", "- docker: a\n  github: a\n  deploy:\n    suspend: ⟦yes\n")]
    [InlineData("KAY022", "- docker: a\n  github: a\n  deploy:\n    suspend: ⟦false\n")]
    [InlineData("KAY023", "- docker: a\n  github: a\n  deploy:\n    release: v1\n    preview: ⟦1\n")]
    [InlineData("KAY023", "- github: a\n  provider: cloudformation\n  deploy:\n    release: v1\n    ⟦preview: true\n")]
    [InlineData("KAY023", "- github: a\n  provider: cloudformation\n  deploy:\n    ⟦preview: true\n")]
    public void A_rule_that_is_broken_is_one_finding_at_its_place(string code, string example)
    {
        var before = example[..example.IndexOf('⟦')];
        var file = ReleaseParser.Parse("service/a.yaml", example.Replace("⟦", ""));

        var finding = Assert.Single(file.Findings);
        Assert.Equal((code, before.Count(character => character == '\n') + 1, before.Length - before.LastIndexOf('\n')), (finding.Code, finding.Location.Line, finding.Location.Column));
    }

    [Theory]
    [InlineData("- docker: a\n  github: a\n  deploy:\n    release: v1\n    preview: true\n")]
    [InlineData("- docker: a\n  github: a\n  deploy:\n    preview: true\n")]
    [InlineData("- docker: a\n  github: a\n  deploy:\n    suspend: true\n    preview: true\n")]
    [InlineData("- docker: a\n  github: a\n  deploy:\n    branch: main\n    preview: false\n")]
    [InlineData("\uFEFF---\r\n- docker: \"a\"\r\n  github: 'a'\r\n  deploy:\r\n    release: v1\r\n")]
    [InlineData("[{docker: a, github: a, deploy: {release: v1}}]")]
    [InlineData("- github: 123\n  provider: cloudformation\n  deploy: {suspend: True}\n...\n")]
    public void What_the_rules_allow_has_no_findings(string text)
    {
        var file = ReleaseParser.Parse("service/a.yaml", text);
        Assert.Empty(file.Findings);
        Assert.NotNull(Assert.Single(file.Entries).Definition);
    }

    [Fact]
    public void Nesting_is_bounded()
    {
        var finding = ReleaseParser.Parse("service/a.yaml", new string('[', 17)).Findings[^1];
        Assert.Equal(("KAY006", 1, 17), (finding.Code, finding.Location.Line, finding.Location.Column));
    }

    [Fact]
    public void A_definition_says_what_was_written_and_where()
    {
        var file = ReleaseParser.Parse("service/a.yaml", "# first\n- docker: acme/splits-lite\n  github: lite\n  deploy:\n    preview: true\n");
        var definition = Assert.Single(file.Entries).Definition;
        Assert.Equal(new ReleaseDefinition(ReleaseKind.Service, "lite", "acme/splits-lite", new DeployStrategy.PreviewOnly(), Preview: true, new SourceLocation("service/a.yaml", 2, 3)), definition);
    }

    [Fact]
    public void Ten_faults_in_one_file_are_ten_findings_in_order_of_line()
    {
        const string text = """
            - docker: a
              gihtub: a
              github: .a
              deploy: {release: v1}
            - docker: b
              github: b
              deploy: {branch: "a b", suspend: "true"}
            - docker: @c
              github: c
            - docker: d
            	github: d
              deploy: {release: v1}
            ---
            - docker: e
              docker: e
              github: *e
              deploy: {release: v01}
            """;
        var findings = ReleaseParser.Parse("service/a.yaml", text).Findings;
        Assert.Equal(
            [(2, "KAY009"), (3, "KAY013"), (7, "KAY020"), (7, "KAY019"), (7, "KAY022"), (8, "KAY003"), (11, "KAY004"), (13, "KAY007"), (15, "KAY008"), (16, "KAY005"), (17, "KAY021")],
            findings.Select(finding => (finding.Location.Line, finding.Code)));
    }
}
