using Kayron.Core.Changes;

namespace Kayron.Tests.Changes;

public sealed class VersionClassTests
{
    [Theory]
    [InlineData("v1.2.3", "v1.2.4", "patch")]
    [InlineData("v1.2.3", "v1.3.0", "minor")]
    [InlineData("v1.2.3", "v2.0.0", "major")]
    [InlineData("v1.2.3", "v1.2.4-rc.1", "prerelease")]
    [InlineData("v1.2.3", "v1.2.2", "downgrade")]
    [InlineData("v1.2.3", "v1.2.3-rc.1", "downgrade")]
    [InlineData("v1.2", "v1.2.1", "patch")]
    [InlineData("v1", "v2", "major")]
    [InlineData(null, "v1.0.0", "new")]
    [InlineData("v1.2.3", "0123456789abcdef0123456789abcdef01234567", "branch")]
    [InlineData("0123456789abcdef0123456789abcdef01234567", "v1.2.3", "unknown")]
    [InlineData("v1.2.3", "latest", "unknown")]
    public void A_step_has_a_size(string? from, string to, string size) => Assert.Equal(size, VersionClass.Of(from, to));
}
