using Kayron.Core.Releases;

namespace Kayron.Tests.Releases;

public sealed class GrammarTests
{
    private const string Sixteen = "0123456789abcdef";

    [Theory]
    [InlineData("v1"), InlineData("v1.2"), InlineData("v1.2.3"), InlineData("v0.0.0"), InlineData("v10.20.30"), InlineData("v1.2.3-rc.1"), InlineData("v1.12.2-ce60d74")]
    [InlineData("v1.2.3-0"), InlineData("v1.2.3-01a"), InlineData("v1.2.3--"), InlineData("v1.2.3-a-b.C.9")]
    public void Versions_that_are_right(string version) => Assert.Null(FindingOf($"release: \"{version}\""));

    [Theory]
    [InlineData(""), InlineData("v"), InlineData("1.2.3"), InlineData("v1.2.x"), InlineData("v1.2-rc1"), InlineData("v1-rc1"), InlineData("v1.2.3-"), InlineData("v1.2.3+b"), InlineData("v1.2.3-a+b")]
    [InlineData("v1.2.3-a/b"), InlineData("v1.2.3-a_b"), InlineData("v01"), InlineData("v1.02"), InlineData("v1.2.03"), InlineData("v1.2.3-01"), InlineData("v1.2.3-a..b"), InlineData("v1.2.3.4"), InlineData("V1.2.3")]
    [InlineData(" v1.2.3"), InlineData("v1.2.3\\n"), InlineData("v١.2.3"), InlineData("latest"), InlineData("v1."), InlineData("v1.2.3-é")]
    public void Versions_that_are_wrong(string version) => Assert.Equal("KAY021", FindingOf($"release: \"{version}\""));

    [Fact]
    public void A_version_is_at_most_an_image_tag_long()
    {
        Assert.Null(FindingOf($"release: v1.2.3-{new string('a', 128 - 7)}"));
        Assert.Equal("KAY021", FindingOf($"release: v1.2.3-{new string('a', 129 - 7)}"));
    }

    [Theory]
    [InlineData("main"), InlineData("feature/x"), InlineData("a.b"), InlineData("a@b"), InlineData("ümlaut"), InlineData("a-"), InlineData("x{y}"), InlineData("lock"), InlineData("a.lockx"), InlineData("><img"), InlineData("head")]
    public void Branches_that_git_accepts(string branch) => Assert.Null(FindingOf($"branch: \"{branch}\""));

    [Theory]
    [InlineData(""), InlineData("@"), InlineData("HEAD"), InlineData("-a"), InlineData(".a"), InlineData("a/.b"), InlineData("a.lock"), InlineData("a.lock/b"), InlineData("a..b"), InlineData("/a"), InlineData("a/"), InlineData("a//b")]
    [InlineData("a."), InlineData("a@{b"), InlineData("a b"), InlineData("a~b"), InlineData("a^b"), InlineData("a:b"), InlineData("a?b"), InlineData("a*b"), InlineData("a[b"), InlineData("a\\\\b"), InlineData("a\\x7f"), InlineData("a\\e[31m"), InlineData("a\\r\\nb")]
    public void Branches_that_git_refuses(string branch) => Assert.Equal("KAY020", FindingOf($"branch: \"{branch}\""));

    [Theory]
    [InlineData("alloy"), InlineData("acme/splits-lite"), InlineData("a.b_c__d---e/f0"), InlineData("0")]
    public void Images_that_are_right(string docker) => Assert.Null(FindingOf("release: v1", docker: docker));

    [Theory]
    [InlineData(""), InlineData("A"), InlineData("a/"), InlineData("/a"), InlineData("a//b"), InlineData("a..b"), InlineData("a___b"), InlineData("-a"), InlineData("a-"), InlineData("a._b"), InlineData("a:v1"), InlineData("a@sha256"), InlineData("host:5000/a"), InlineData("ä")]
    public void Images_that_are_wrong(string docker) => Assert.Equal("KAY016", FindingOf("release: v1", docker: docker));

    [Theory]
    [InlineData("a"), InlineData("A.b-c_d"), InlineData("a.gitx"), InlineData("-"), InlineData("git")]
    public void Repositories_that_are_right(string github) => Assert.Null(FindingOf("release: v1", github: github));

    [Theory]
    [InlineData(""), InlineData(".a"), InlineData("a.git"), InlineData("a/b"), InlineData("a b"), InlineData("ä"), InlineData("https://github.com/acme/a")]
    public void Repositories_that_are_wrong(string github) => Assert.Equal("KAY013", FindingOf("release: v1", github: github));

    [Fact]
    public void A_repository_has_at_most_100_characters()
    {
        Assert.Null(FindingOf("release: v1", github: new string('a', 100)));
        Assert.Equal("KAY013", FindingOf("release: v1", github: new string('a', 101)));
    }

    [Theory]
    [InlineData("a\\e[2J b", "\"a\\u001b[2J b\"")]
    [InlineData("a\\r\\n::error::b c", "\"a\\u000d\\u000a::error::b c\"")]
    [InlineData("\\u202Egnp.exe c", "\"\\u202egnp.exe c\"")]
    public void Hostile_text_is_quoted_in_messages(string branch, string quoted) =>
        Assert.Contains(quoted, Assert.Single(Parse("a", "a", $"branch: \"{branch}\"").Findings).Message, StringComparison.Ordinal);

    [Fact]
    public void Long_text_is_shortened_in_messages()
    {
        var text = string.Concat(Enumerable.Repeat(Sixteen, 1000));
        Assert.True(Assert.Single(Parse("a", "a", $"release: {text}").Findings).Message.Length < 200);
    }

    private static string? FindingOf(string strategy, string docker = "a", string github = "a")
    {
        var file = Parse(docker, github, strategy);
        return file.Findings.Count == 0 ? null : Assert.Single(file.Findings).Code;
    }

    private static ReleaseFile Parse(string docker, string github, string strategy) =>
        ReleaseParser.Parse("service/a.yaml", $"- docker: \"{docker}\"\n  github: \"{github}\"\n  deploy:\n    {strategy}\n");
}
