using CsCheck;
using Kayron.Core.Outbox;

namespace Kayron.Tests.Outbox;

public sealed class MarkdownTests
{
    [Theory]
    [InlineData("\"><img src=x onerror=alert(1)>", "`\"><img src=x onerror=alert(1)>`")]
    [InlineData("@everyone", "`@everyone`")]
    [InlineData("[x](javascript:1)", "`[x](javascript:1)`")]
    [InlineData("a`b``c", "```a`b``c```")]
    [InlineData("`@you`", "`` `@you` ``")]
    [InlineData("one\r\n## two", "`one  ## two`")]
    [InlineData("a | b", "`a \\| b`")]
    [InlineData("", "`  `")]
    public void Text_from_outside_becomes_code(string text, string code) => Assert.Equal(code, Markdown.Code(text));

    [Theory]
    [InlineData("needs 1 approval, 40 min left (see runbook)", "needs 1 approval, 40 min left (see runbook)")]
    [InlineData("snake_case stays", "snake\\_case stays")]
    [InlineData("see https://evil.example", "`see https://evil.example`")]
    [InlineData("see www.evil.example", "`see www.evil.example`")]
    [InlineData("fixes #12", "`fixes #12`")]
    [InlineData("acme/api has no branch @everyone", "`acme/api has no branch @everyone`")]
    [InlineData("commit 9f2c1ab of it", "`commit 9f2c1ab of it`")]
    [InlineData("*bold*", "`*bold*`")]
    [InlineData("- a list", "`- a list`")]
    [InlineData("1. a list", "1. a list")]
    public void A_sentence_stays_as_it_is_where_nothing_in_it_means_anything(string sentence, string text) => Assert.Equal(text, Markdown.Text(sentence));

    [Theory]
    [InlineData("https://a.example/x", "[here](https://a.example/x)")]
    [InlineData("javascript:alert(1)", "here")]
    [InlineData("https://a.example/x) ![i](https://evil.example/", "here")]
    [InlineData("https://user:secret@a.example/", "here")]
    [InlineData(null, "here")]
    public void Only_an_address_of_the_web_becomes_a_link(string? address, string link) => Assert.Equal(link, Markdown.Link("here", address));

    [Fact]
    public void Code_ends_where_it_should_whatever_is_in_it() => Gen.String[Gen.OneOf(Gen.Char["`|\n\\ @<"], Gen.Char), 0, 40].Sample(text =>
    {
        var code = Markdown.Code(text);
        var fence = code.TakeWhile(character => character == '`').Count();
        var inner = code[fence..^fence];
        Assert.DoesNotContain('\n', code);
        Assert.DoesNotContain(new string('`', fence), inner, StringComparison.Ordinal);
        Assert.False(inner.StartsWith('`') || inner.EndsWith('`'));
    });
}
