using Kayron.Core.Configuration;
using Kayron.Core.Releases;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Kayron.Tests.Configuration;

public sealed class SettingsReaderTests
{
    private static readonly Dictionary<string, string?> Complete = new()
    {
        ["KAYRON_ENVIRONMENT"] = "production",
        ["KAYRON_CLOUDFORMATION_STACK"] = "acme-production",
        ["KAYRON_GITHUB_TOKEN"] = "ghp_secret",
        ["KAYRON_RELEASE_SOURCE"] = "https://github.com/acme/releases",
        ["KAYRON_S3_BUCKET"] = "acme-templates",
    };

    [Fact]
    public void Production_without_anything_names_every_missing_key_at_once()
    {
        var problems = Problems(new() { ["KAYRON_ENVIRONMENT"] = "production" });
        Assert.Equal(
            [
                "Kayron:Bucket (KAYRON_S3_BUCKET) is missing.", "Kayron:GitHub:Token (KAYRON_GITHUB_TOKEN) is missing.",
                "Kayron:ReleaseSource (KAYRON_RELEASE_SOURCE) is missing.", "Kayron:Stack (KAYRON_CLOUDFORMATION_STACK) is missing.",
            ],
            problems);
    }

    [Theory]
    [InlineData("prod"), InlineData("Production"), InlineData(""), InlineData("dev\nelopment")]
    public void A_tier_that_does_not_exist_is_the_only_thing_said(string tier)
    {
        var problem = Assert.Single(Problems(new() { ["KAYRON_ENVIRONMENT"] = tier, ["KAYRON_INTERVAL"] = "soon" }));
        Assert.StartsWith("KAYRON_ENVIRONMENT is ", problem);
        Assert.DoesNotContain('\n', problem);
    }

    [Fact]
    public void The_short_variables_describe_one_environment()
    {
        var settings = Settings(Complete, new()
        {
            ["KAYRON_CLOUDFORMATION_PARAMETERS"] = "Domain:example.org,Url:https://example.org:8443/x",
            ["KAYRON_CLOUDFORMATION_TAGS"] = "team:platform",
            ["KAYRON_INTERVAL"] = "250ms",
            ["KAYRON_LOG_LEVEL"] = "debug",
            ["KAYRON_RUN_SERVER"] = "false",
            ["KAYRON_HTTP_HOST"] = "0.0.0.0",
            ["KAYRON_HTTP_PORT"] = "8080",
            ["KAYRON_WEBHOOK_SECRET"] = "hush",
            ["KAYRON_METRICS_URL"] = "http://127.0.0.1:9464/",
            ["KAYRON_PUBLIC_URL"] = "https://kayron.example.com",
            ["AWS_REGION"] = "eu-central-1",
        });
        var environment = Assert.Single(settings.Environments);
        Assert.Equal(("production", Tier.Production, "acme-production", "eu-central-1", "acme-templates"), (environment.Name, environment.Tier, environment.Stack, environment.Region, environment.Bucket));
        Assert.Equal(new RepositoryName("acme", "releases"), environment.ReleaseSource);
        Assert.Equal("https://example.org:8443/x", environment.Parameters["Url"]);
        Assert.Equal("platform", environment.Tags["team"]);
        Assert.Equal(TimeSpan.FromMilliseconds(250), environment.Interval);
        Assert.Equal((LogLevel.Debug, false, true, "0.0.0.0", 8080), (settings.LogLevel, settings.RunServer, settings.RunWorker, settings.HttpHost, settings.HttpPort));
        Assert.Equal(("hush", new Uri("http://127.0.0.1:9464/")), (settings.WebhookSecret, settings.MetricsUrl));
        Assert.Equal("https://kayron.example.com/deployments/12", new PublicAddress(settings).Of("deployments/12").AbsoluteUri);
    }

    [Fact]
    public void Addresses_that_the_AWS_SDK_reads_must_be_addresses() =>
        Assert.Equal(
            ["AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_ECS"],
            Problems(new(Complete) { ["AWS_ENDPOINT_URL"] = "nonsense", ["AWS_ENDPOINT_URL_ECS"] = "localhost:5000", ["AWS_ENDPOINT_URL_S3"] = "http://localhost:5000" }).Select(problem => problem.Split(' ')[0]));

    [Fact]
    public void What_is_not_set_has_its_default()
    {
        var settings = Settings(Complete, []);
        var environment = Assert.Single(settings.Environments);
        Assert.Equal(("127.0.0.1", 7777, "/base/data", "us-west-2"), (settings.HttpHost, settings.HttpPort, settings.Data, environment.Region));
        Assert.Equal((TimeSpan.FromSeconds(10), NestedChangeSets.Auto), (environment.Interval, environment.NestedChangeSets));
        Assert.Equal(EnvironmentSettings.DefaultCapabilities, environment.Capabilities);
    }

    [Theory]
    [InlineData("production", 1, true, ReleaseReference.LatestRelease)]
    [InlineData("staging", 0, true, ReleaseReference.DefaultBranch)]
    [InlineData("testing", 0, false, ReleaseReference.Branch)]
    [InlineData("development", 0, false, ReleaseReference.Branch)]
    [InlineData("eu-1", 1, true, ReleaseReference.LatestRelease)]
    public void Defaults_follow_the_tier(string name, int approvals, bool destructiveGuard, ReleaseReference reference)
    {
        var environment = Assert.Single(Settings(Complete, new() { [$"Kayron:Environments:{name}:Stack"] = "acme" }).Environments);
        Assert.Equal((approvals, destructiveGuard, reference), (environment.Policies.Approval.Required, environment.Policies.DestructiveChange.Enabled, environment.ReleaseReference));
    }

    [Fact]
    public void The_configured_tier_counts_not_the_name()
    {
        var environment = Assert.Single(Settings(Complete, new() { ["Kayron:Environments:production:Tier"] = "testing" }).Environments);
        Assert.Equal((Tier.Testing, 0), (environment.Tier, environment.Policies.Approval.Required));
    }

    [Fact]
    public void Environments_inherit_what_they_do_not_set()
    {
        var settings = Settings(Complete, new()
        {
            ["Kayron:Interval"] = "1m",
            ["Kayron:Parameters:Domain"] = "example.org",
            ["Kayron:Parameters:Size"] = "small",
            ["Kayron:Capabilities:0"] = "CAPABILITY_IAM",
            ["Kayron:Capabilities:1"] = "CAPABILITY_NAMED_IAM",
            ["Kayron:Policies:Approval:Required"] = "1",
            ["Kayron:Environments:staging:Stack"] = "acme-staging",
            ["Kayron:Environments:production:Stack"] = "acme-production",
            ["Kayron:Environments:production:Parameters:Size"] = "large",
            ["Kayron:Environments:production:Capabilities:0"] = "CAPABILITY_AUTO_EXPAND",
            ["Kayron:Environments:production:Policies:Approval:Required"] = "2",
            ["Kayron:Environments:production:Policies:Approval:Expires"] = "1.00:00:00",
        });
        Assert.Equal(["staging", "production"], settings.Environments.Select(environment => environment.Name));
        var (staging, production) = (settings.Environments[0], settings.Environments[1]);
        Assert.Equal((TimeSpan.FromMinutes(1), "small", 1), (staging.Interval, staging.Parameters["Size"], staging.Policies.Approval.Required));
        Assert.Equal(("large", "example.org", 2), (production.Parameters["Size"], production.Parameters["Domain"], production.Policies.Approval.Required));
        Assert.Equal(TimeSpan.FromDays(1), production.Policies.Approval.Expires);
        Assert.Equal(["CAPABILITY_AUTO_EXPAND"], production.Capabilities);
        Assert.Equal(2, staging.Capabilities.Count);
    }

    [Theory]
    [InlineData("KAYRON_INTERVAL", "10", "Kayron:Interval (KAYRON_INTERVAL) is \"10\": it must be a duration such as 250ms, 10s, 1m or 1.00:00:00.")]
    [InlineData("KAYRON_INTERVAL", "0s", "Kayron:Interval (KAYRON_INTERVAL) is \"0s\": it must be from 50ms to 1d.")]
    [InlineData("KAYRON_LOG_LEVEL", "loud", "Kayron:LogLevel (KAYRON_LOG_LEVEL) is \"loud\": it must be debug, info, warning or error.")]
    [InlineData("KAYRON_HTTP_PORT", "http", "Kayron:Http:Port (KAYRON_HTTP_PORT) is \"http\": it must be a whole number from 0 to 65535.")]
    [InlineData("KAYRON_HTTP_HOST", "example.org", "Kayron:Http:Host (KAYRON_HTTP_HOST) must be an IP address or localhost.")]
    [InlineData("KAYRON_PUBLIC_URL", "kayron.example.com", "Kayron:Http:PublicUrl (KAYRON_PUBLIC_URL) must be an address such as https://github.example.com/, without user, query and fragment.")]
    [InlineData("KAYRON_PUBLIC_URL", "https://example.com/kayron", "Kayron:Http:PublicUrl (KAYRON_PUBLIC_URL) must be an address without a path, such as https://kayron.example.com/.")]
    [InlineData("Kayron:GitHub:Deployments", "never", "Kayron:GitHub:Deployments is \"never\": it must be true or false.")]
    [InlineData("KAYRON_RUN_WORKER", "yes", "Kayron:RunWorker (KAYRON_RUN_WORKER) is \"yes\": it must be true or false.")]
    [InlineData("KAYRON_APPROVALS", "-1", "Kayron:Approvals (KAYRON_APPROVALS) is \"-1\": it must be a whole number from 0 to 20.")]
    [InlineData("KAYRON_ADMIN_TOKEN", "short", "Kayron:AdminToken (KAYRON_ADMIN_TOKEN) must have at least 32 characters.")]
    [InlineData("KAYRON_DATABASE", "Host=db;Password=x", "Kayron:Database (KAYRON_DATABASE) must be sqlite; PostgreSQL is not supported by this version.")]
    [InlineData("KAYRON_CLOUDFORMATION_PARAMETERS", "A:b,secret", "Kayron:Parameters (KAYRON_CLOUDFORMATION_PARAMETERS) must be key:value,key:value; its part 2 has no key and colon.")]
    [InlineData("KAYRON_S3_BUCKET", "Not_A_Bucket", "Kayron:Bucket (KAYRON_S3_BUCKET) is not a bucket's name: 3 to 63 lower case letters, digits, dots and dashes.")]
    [InlineData("KAYRON_GITHUB_URL", "github", "Kayron:GitHub:Url (KAYRON_GITHUB_URL) must be an address such as https://github.example.com/, without user, query and fragment.")]
    [InlineData("KAYRON_GITHUB_URL", "http://github.example.com/", "Kayron:GitHub:Url (KAYRON_GITHUB_URL) must begin with https:// but on this machine: every request carries the credential.")]
    [InlineData("AWS_REGION", "Oregon", "Kayron:Region (AWS_REGION) is not a region such as us-west-2.")]
    [InlineData("Kayron:ReleaseRef", "newest", "Kayron:ReleaseRef is \"newest\": it must be latest-release, default-branch or branch.")]
    [InlineData("Kayron:NestedChangeSets", "always", "Kayron:NestedChangeSets is \"always\": it must be auto or never.")]
    [InlineData("Kayron:RoleArn", "kayron", "Kayron:RoleArn is not a role such as arn:aws:iam::123456789012:role/kayron.")]
    [InlineData("Kayron:Registry:Account", "12", "Kayron:Registry:Account is not an account of 12 digits.")]
    [InlineData("Kayron:Capabilities:0", "CAPABILITY_ALL", "Kayron:Capabilities holds \"CAPABILITY_ALL\": known are CAPABILITY_IAM, CAPABILITY_NAMED_IAM, CAPABILITY_AUTO_EXPAND.")]
    [InlineData("Kayron:Policies:Retry:Failed", "maybe", "Kayron:Policies:Retry:Failed is \"maybe\": it must be never or always.")]
    [InlineData("Kayron:Policies:DestructiveChange:Types", "", "Kayron:Policies:DestructiveChange:Types is empty: a guard without types guards nothing; set Enabled to false to switch it off.")]
    [InlineData("Kayron:Policies:DestructiveChange:Types:0", "RDS", "Kayron:Policies:DestructiveChange:Types holds \"RDS\": a resource type looks like AWS::RDS::* or AWS::S3::Bucket.")]
    [InlineData("Kayron:GitHub:Tokn", "x", "Kayron:GitHub:Tokn does not exist; did you mean Token?")]
    [InlineData("Kayron:Interval:Seconds", "x", "Kayron:Interval:Seconds does not exist: the key above it holds a value.")]
    [InlineData("Kayron:Http", "x", "Kayron:Http holds further keys, not a value.")]
    [InlineData("Kayron:Policies:Aproval:Required", "2", "Kayron:Policies:Aproval does not exist; did you mean Approval?")]
    [InlineData("KAYRON_INTERVALL", "1s", "KAYRON_INTERVALL does not exist; did you mean KAYRON_INTERVAL?")]
    public void A_wrong_value_is_named_by_its_full_key(string key, string value, string problem) =>
        Assert.Equal([problem], Problems(new(Complete) { [key] = value }));

    [Theory]
    [InlineData("Kayron:Policies:Pause:Enabled", "false", "Kayron:Policies:Pause is always on and has no settings.")]
    public void A_gate_that_this_version_lacks_is_refused_never_ignored(string key, string value, string problem) =>
        Assert.Equal([problem], Problems(new(Complete) { [key] = value }));

    [Fact]
    public void Problems_of_an_environment_carry_its_name_and_inherited_ones_are_said_once()
    {
        var problems = Problems(new()
        {
            ["KAYRON_ENVIRONMENT"] = "production",
            ["KAYRON_GITHUB_TOKEN"] = "x",
            ["KAYRON_RELEASE_SOURCE"] = "https://github.com/acme/releases",
            ["Kayron:Interval"] = "often",
            ["Kayron:Bucket"] = "acme-templates",
            ["Kayron:Environments:staging:Tier"] = "stagin",
            ["Kayron:Environments:staging:Stack"] = "acme-staging",
            ["Kayron:Environments:production:Tier"] = "production",
        });
        Assert.Equal(
            [
                "Kayron:Environments:production:Stack is missing.",
                "Kayron:Environments:staging:Tier is \"stagin\": it must be development, testing, staging or production.",
                "Kayron:Interval (KAYRON_INTERVAL) is \"often\": it must be a duration such as 250ms, 10s, 1m or 1.00:00:00.",
            ],
            problems);
    }

    [Fact]
    public void Two_environments_cannot_share_a_stack() =>
        Assert.Equal(
            ["Kayron:Environments:production:Stack is \"acme\", which staging and production would both update."],
            Problems(new(Complete) { ["Kayron:Environments:staging:Stack"] = "acme", ["Kayron:Environments:production:Stack"] = "acme" }));

    [Fact]
    public void A_process_must_do_something() => Assert.Equal(
        ["Kayron:RunWorker (KAYRON_RUN_WORKER) is false, and so is Kayron:RunServer (KAYRON_RUN_SERVER): nothing would run."],
        Problems(new(Complete) { ["KAYRON_RUN_SERVER"] = "false", ["KAYRON_RUN_WORKER"] = "false" }));

    [Fact]
    public void A_secret_is_never_repeated()
    {
        var problems = string.Join('\n', Problems(new(Complete)
        {
            ["KAYRON_ADMIN_TOKEN"] = "hunter2", ["KAYRON_DATABASE"] = "Password=hunter2", ["KAYRON_GITHUB_URL"] = "https://me:hunter2@github.com/",
            ["KAYRON_RELEASE_SOURCE"] = "https://me:hunter2@github.com/acme/releases", ["KAYRON_CLOUDFORMATION_PARAMETERS"] = "hunter2",
        }));
        Assert.DoesNotContain("hunter2", problems);
        Assert.Equal(5, problems.Split('\n').Length);
    }

    [Fact]
    public void Variables_of_container_runtimes_are_none_of_ours() =>
        Assert.Empty(Problems(new(Complete) { ["KAYRON_PORT_7777_TCP"] = "tcp://10.0.0.1:7777", ["KAYRON_SERVICE_HOST"] = "10.0.0.1" }));

    private static KayronSettings Settings(Dictionary<string, string?> configuration, Dictionary<string, string?> more) =>
        Read(new(configuration.Concat(more).ToDictionary())) switch
        {
            SettingsResult.Valid(var settings) => settings,
            SettingsResult.Invalid(var problems) => throw new InvalidOperationException(string.Join('\n', problems)),
            _ => throw new InvalidOperationException(),
        };

    private static IReadOnlyList<string> Problems(Dictionary<string, string?> configuration) =>
        Read(configuration) is SettingsResult.Invalid(var problems) ? [.. problems.Select(problem => problem.ToString())] : [];

    private static SettingsResult Read(Dictionary<string, string?> configuration) =>
        SettingsReader.Read(new ConfigurationBuilder().AddInMemoryCollection(configuration).Build(), "/base");
}
