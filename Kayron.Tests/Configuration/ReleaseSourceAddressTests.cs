using Kayron.Core.Configuration;

namespace Kayron.Tests.Configuration;

public sealed class ReleaseSourceAddressTests
{
    [Theory]
    [InlineData("https://github.com/acme/releases", null)]
    [InlineData("https://github.com/acme/releases/", null)]
    [InlineData("https://github.com/acme/releases", "https://github.example.com/")]
    [InlineData("https://github.example.com/acme/releases", "https://github.example.com/")]
    [InlineData("http://127.0.0.1:7778/acme/releases", "http://127.0.0.1:7778/")]
    public void Names_a_repository(string text, string? api) =>
        Assert.Equal("acme/releases", ReleaseSourceAddress.Parse(text, api is null ? null : new Uri(api)).Repository?.ToString());

    [Theory]
    [InlineData("acme/releases", "must look like https://github.com/OWNER/REPO.")]
    [InlineData("git@github.com:acme/releases", "must look like https://github.com/OWNER/REPO.")]
    [InlineData("http://github.com/acme/releases", "must start with https://.")]
    [InlineData("https://gitlab.com/acme/releases", "must be on github.com.")]
    [InlineData("https://github.com.evil.org/acme/releases", "must be on github.com.")]
    [InlineData("https://github.com/acme", "must name one repository: OWNER/REPO.")]
    [InlineData("https://github.com/acme/releases/tree/main", "must name one repository: OWNER/REPO.")]
    [InlineData("https://github.com/acme/releases.git", "must not end in .git.")]
    [InlineData("https://github.com/acme/releases?x=1", "must have no query and no fragment.")]
    [InlineData("https://github.com/acme/releases#main", "must have no query and no fragment.")]
    [InlineData("https://me:secret@github.com/acme/releases", "must not hold a user or password.")]
    [InlineData("https://github.com/acme/rel%20eases", "holds a character that GitHub allows in no owner or repository.")]
    public void Says_what_is_wrong(string text, string problem) => Assert.Equal(problem, ReleaseSourceAddress.Parse(text, null).Problem);
}
