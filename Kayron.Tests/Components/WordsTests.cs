using Kayron.Web.Components.Presentation;

namespace Kayron.Tests.Components;

public sealed class WordsTests
{
    [Theory]
    [InlineData(0, "release", "0 releases")]
    [InlineData(1, "release", "1 release")]
    [InlineData(2, "entry", "2 entries")]
    [InlineData(3, "day", "3 days")]
    [InlineData(2, "address", "2 addresses")]
    public void Things_are_counted(int count, string noun, string words) => Assert.Equal(words, Words.Count(count, noun));

    [Theory]
    [InlineData("Soaks in staging, 42 min left.", "soaks in staging, 42 min left")]
    [InlineData("ECS is silent.", "ECS is silent")]
    [InlineData("CloudFormation refused", "CloudFormation refused")]
    [InlineData("", "")]
    public void A_sentence_becomes_a_label(string sentence, string label) => Assert.Equal(label, Words.Label(sentence));

    [Theory]
    [InlineData("", "nothing")]
    [InlineData("Ada", "Ada")]
    [InlineData("Ada,Linus", "Ada and Linus")]
    [InlineData("Ada,Linus,Grace", "Ada, Linus and Grace")]
    [InlineData("Ada,Linus,Grace,Vera,Max", "Ada, Linus, Grace and 2 more")]
    public void Names_are_listed(string names, string words) => Assert.Equal(words, Words.Names(names.Split(',', StringSplitOptions.RemoveEmptyEntries)));

    [Theory]
    [InlineData("v1.9.0", "v1.9.0")]
    [InlineData("9f2c1ab4d3e2f1a0b9c8d7e6f5a4b3c2d1e0f9a8", "9f2c1ab")]
    [InlineData("9f2c1ab4d3e2f1a0b9c8d7e6f5a4b3c2d1e0f9a8-rc", "9f2c1ab4d3e2f1a0b9c8d7e6f5a4b3c2d1e0f9a8-rc")]
    public void Only_a_commit_is_shortened(string version, string shown) => Assert.Equal(shown, VersionText.Brief(version));

    [Theory]
    [InlineData("sha256:c41f9ae07b5d", "c41f9a")]
    [InlineData("c41f9ae07b5d", "c41f9a")]
    [InlineData("c4", "c4")]
    public void A_fingerprint_is_called_by_its_first_digits(string fingerprint, string name) => Assert.Equal(name, VersionText.Fingerprint(fingerprint));

    [Theory]
    [InlineData("https://github.com/acme/api/compare/v1...v2", true)]
    [InlineData("http://127.0.0.1:7778/acme/api", true)]
    [InlineData("javascript:alert(1)", false)]
    [InlineData("data:text/html,x", false)]
    [InlineData("file:///etc/passwd", false)]
    [InlineData("/relative", false)]
    [InlineData(null, false)]
    public void Only_web_pages_are_linked_to(string? address, bool linked) => Assert.Equal(linked, Links.Web(address) is not null);
}
