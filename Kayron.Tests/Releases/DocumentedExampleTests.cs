using Kayron.Core.Configuration;
using Kayron.Core.Observation;
using Kayron.Core.Releases;
using Kayron.Tests.Support;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.FileProviders;

namespace Kayron.Tests.Releases;

/// <summary>What the Go operator's documentation shows, word for word: repositories that were written for it are read as it read them.</summary>
public sealed class DocumentedExampleTests
{
    private const string Infrastructure = """
        - github: "infrastructure"
          provider: "cloudformation"
          deploy:
            release: "v0.5.8"
        """;

    private const string Service = """
        - docker: "alloy"
          github: "alloy"
          deploy:
            release: "v1.12.2-ce60d74"
        - docker: "splits-lite"
          github: "splits-lite"
          deploy:
            release: "v0.2.3"
            preview: true
        """;

    [Fact]
    public void The_documented_repository_is_valid_and_read_as_it_is_written()
    {
        var releases = ReleaseSetReader.Read(new MemoryFiles(("infrastructure/infrastructure.yaml", Infrastructure), ("service/service.yaml", Service)));
        Assert.Empty(releases.Findings);
        Assert.Equal(
            [("infrastructure", "v0.5.8", false, "InfrastructureVersion"), ("alloy", "v1.12.2-ce60d74", false, "AlloyVersion"), ("splits-lite", "v0.2.3", true, "SplitsLiteVersion")],
            releases.Definitions.Select(definition => (definition.Name, ((DeployStrategy.Release)definition.Deploy).Version, definition.Preview, definition.ParameterKey)));
    }

    [Theory]
    [InlineData("infrastructure", "InfrastructureVersion")]
    [InlineData("splits-lite", "SplitsLiteVersion")]
    [InlineData("heLLowOrlD", "HelloworldVersion")]
    [InlineData("alloy", "AlloyVersion")]
    [InlineData("hello world", "HelloWorldVersion")]
    public void A_name_becomes_the_parameter_that_templates_declare(string name, string parameter) => Assert.Equal(parameter, ParameterKey.Of(name));

    [Theory]
    [InlineData("production", Tier.Production, "tag v1")]
    [InlineData("staging", Tier.Staging, "main")]
    [InlineData("testing", Tier.Testing, "testing")]
    [InlineData("development", Tier.Development, "main")]
    public async Task An_environment_reads_the_commit_that_its_tier_and_name_say(string name, Tier tier, string commit)
    {
        var settings = Assert.IsType<SettingsResult.Valid>(SettingsReader.Read(
            new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["KAYRON_ENVIRONMENT"] = "production", ["Kayron:ReleaseSource"] = "https://github.com/acme/releases", ["Kayron:Bucket"] = "templates", ["Kayron:GitHub:Token"] = "token", [$"Kayron:Environments:{name}:Stack"] = "acme",
            }).Build(), "/")).Settings;
        var environment = Assert.Single(settings.Environments);
        Assert.Equal(tier, environment.Tier);
        var (read, _) = await new ReleaseReader(new DocumentedRepository()).ReadAsync(environment, TimeSpan.Zero, TestContext.Current.CancellationToken);
        Assert.Equal(commit, read);
    }

    /// <summary>A release v1 at a commit of its own, and the branches main and testing; every commit holds nothing.</summary>
    private sealed class DocumentedRepository : ToldSourceControl
    {
        public override Task<string> DefaultBranchAsync(RepositoryName repository, CancellationToken cancellationToken) => Task.FromResult("main");

        public override Task<string?> FindBranchAsync(RepositoryName repository, string branch, TimeSpan maximumAge, CancellationToken cancellationToken) => Task.FromResult(branch is "main" or "testing" ? branch : null);

        public override Task<string?> FindTagAsync(RepositoryName repository, string tag, TimeSpan maximumAge, CancellationToken cancellationToken) => Task.FromResult<string?>($"tag {tag}");

        public override Task<string?> LatestReleaseAsync(RepositoryName repository, TimeSpan maximumAge, CancellationToken cancellationToken) => Task.FromResult<string?>("v1");

        public override Task<IFileProvider> OpenAsync(RepositoryName repository, string commit, IReadOnlyList<string> folders, CancellationToken cancellationToken) => Task.FromResult<IFileProvider>(new MemoryFiles());
    }
}
