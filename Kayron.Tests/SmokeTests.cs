namespace Kayron.Tests;

public sealed class SmokeTests
{
    [Fact]
    public void Builds() => Assert.Equal("kayron", typeof(Program).Assembly.GetName().Name);
}
