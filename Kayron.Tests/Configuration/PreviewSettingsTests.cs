using Kayron.Core.Configuration;
using Microsoft.Extensions.Configuration;

namespace Kayron.Tests.Configuration;

public sealed class PreviewSettingsTests
{
    [Fact]
    public void The_tier_switches_previews_on() =>
        Assert.Equal(new[] { true, false, false, false }, new[] { "testing", "development-like", "staging", "production" }.Select(name => Read(name, []).Previews.Enabled));

    [Fact]
    public void Where_approvals_are_asked_for_the_tier_switches_nothing_on() => Assert.False(Read("testing", new() { ["Policies:Approval:Required"] = "1" }).Previews.Enabled);

    [Fact]
    public void Every_key_is_read() => Assert.Equal(
        new PreviewSettings(true, "{hash}.lite.${Environment}.example.org", Forks: true, Limit: 5),
        Read("staging", new() { ["Previews:Enabled"] = "true", ["Previews:Domain"] = "{hash}.lite.${Environment}.example.org", ["Previews:Forks"] = "true", ["Previews:Limit"] = "5" }).Previews);

    [Theory]
    [InlineData("Previews:Enabled", "true", "Kayron:Environments:production:Previews:Enabled is true where approvals are asked for: previews change the stack with every push, and no approval would outlive the next. Set it to false, or Policies:Approval:Required to 0.")]
    [InlineData("Previews:Domain", "lite.example.org", "Kayron:Environments:production:Previews:Domain holds no {hash}: previews would share one host name.")]
    [InlineData("Previews:Limit", "0", "Kayron:Environments:production:Previews:Limit is \"0\": it must be a whole number from 1 to 50.")]
    [InlineData("Previews:Fork", "true", "Kayron:Environments:production:Previews:Fork does not exist; did you mean Forks?")]
    public void What_is_wrong_is_named_by_its_full_key(string key, string value, string problem) =>
        Assert.Equal([problem], Assert.IsType<SettingsResult.Invalid>(Result("production", new() { [key] = value })).Problems.Select(found => found.ToString()));

    private static EnvironmentSettings Read(string name, Dictionary<string, string?> keys) => Assert.Single(Assert.IsType<SettingsResult.Valid>(Result(name, keys)).Settings.Environments);

    private static SettingsResult Result(string name, Dictionary<string, string?> keys) => SettingsReader.Read(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
    {
        ["KAYRON_ENVIRONMENT"] = "production", ["KAYRON_GITHUB_TOKEN"] = "ghp_secret", ["KAYRON_RELEASE_SOURCE"] = "https://github.com/acme/releases", ["KAYRON_S3_BUCKET"] = "acme-templates",
        [$"Kayron:Environments:{name}:Stack"] = "server",
    }.Concat(keys.Select(key => KeyValuePair.Create($"Kayron:Environments:{name}:{key.Key}", key.Value))).ToDictionary()).Build(), "/base");
}
