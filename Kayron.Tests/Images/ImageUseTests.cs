using Kayron.Core.Changes;
using Kayron.Core.Images;
using Kayron.Core.Observation;
using Kayron.Core.Policies;
using Kayron.Core.Previews;
using Kayron.Core.Queries;
using Kayron.Core.Reconcile.Ports;
using Kayron.Core.Releases;
using Kayron.Tests.Support;

namespace Kayron.Tests.Images;

public sealed class ImageUseTests
{
    private static readonly RegistryAddress Home = new("111122223333", "us-west-2");
    private static readonly ImageRepository Api = new(Home, "api");

    [Theory]
    [InlineData("111122223333.dkr.ecr.us-west-2.amazonaws.com/api:v1", "111122223333/us-west-2")]
    [InlineData("111122223333.dkr.ecr-fips.us-gov-west-1.amazonaws.com/team/api@sha256:abc", "111122223333/us-gov-west-1")]
    [InlineData("111122223333.dkr.ecr.cn-north-1.amazonaws.com.cn/api", "111122223333/cn-north-1")]
    [InlineData("111122223333.dkr-ecr.eu-central-1.on.aws/api:v1", "111122223333/eu-central-1")]
    [InlineData("registry.acme.com/api:v1", null)]
    [InlineData("111122223333.dkr.ecr.us-west-2.amazonaws.com.evil.example/api:v1", null)]
    [InlineData("api:v1", null)]
    [InlineData("", null)]
    public void The_registry_is_read_off_an_images_name(string image, string? registry) => Assert.Equal(registry, EcrHost.Parse(image)?.ToString());

    [Fact]
    public void What_runs_is_kept_by_tag_and_by_what_was_pulled()
    {
        var uses = EnvironmentUses.Of([new RunningImage("111122223333.dkr.ecr.us-west-2.amazonaws.com/api:v1.0.0", "sha256:pulled", "acme"), new RunningImage("proxy.acme.com/api@sha256:pinned", null, "acme")]);

        Assert.Equal([(Home, "v1.0.0", null), (Home, null, "sha256:pulled"), (null, null, "sha256:pinned")], uses.Select(use => (use.Registry, use.Tag, use.Digest)));
        Assert.All(uses, use => Assert.True(use.Concerns(Api)));
        Assert.False(uses[0].Concerns(new ImageRepository(new RegistryAddress("999988887777", "us-west-2"), "api")));
        Assert.True(uses[2].Concerns(new ImageRepository(new RegistryAddress("999988887777", "us-west-2"), "api")));
    }

    [Fact]
    public void What_an_environment_wants_runs_and_is_sent_is_kept()
    {
        var drifted = Facts.Chosen(Facts.Service("api", new DeployStrategy.Branch("main")), "v1.0.0", "v1.1.0", ReleaseState.Drifted);
        var unknown = new ChosenRelease(new ObservedRelease(Facts.Service("web"), new DesiredVersion.Unresolved("acme/web has no branch main"), null, null), null, ReleaseState.Unresolved, null, []);

        var uses = EnvironmentUses.Of("production", Home, Plan(drifted, unknown, Facts.Chosen(Facts.Infrastructure, "v0.5.0", "v0.5.0", ReleaseState.InSync)));

        Assert.Equal(["v1.0.0", "v1.1.0"], uses.Where(use => use.Repository == "api").Select(use => use.Tag).Distinct().Order());
        Assert.Equal((KeptBecause.Unknown, "may be wanted in production: acme/web has no branch main"), uses.Where(use => use.Repository == "web").Select(use => (use.Because, use.Words)).First());
        Assert.DoesNotContain(uses, use => use.Repository == "infrastructure");
    }

    [Fact]
    public void What_a_definition_asks_for_is_kept_also_while_a_claim_asks_for_another()
    {
        var claimed = Facts.Chosen(Facts.Service("api", new DeployStrategy.Release("v1.0.0")), "v0.9.0", StoredImages.Commit(7), ReleaseState.Claimed);

        var uses = EnvironmentUses.Of("testing", Home, Plan(claimed));

        Assert.Equal([StoredImages.Commit(7), "v0.9.0", "v1.0.0"], uses.Select(use => use.Tag).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void What_a_rollback_would_go_back_to_is_kept_however_many_other_deployments_came_after_it()
    {
        Deployment[] deployments = [.. Enumerable.Range(0, 50).Select(index => Deployed("web", $"v2.{index}.0", $"v2.{index + 1}.0")), Deployed("api", "v1.0.0", "v1.1.0") with
        {
            Verification = [new VerificationView("api", "v1.1.0", "sha256:verified", "verified", "")],
        }];

        var uses = RememberedUses.Of([new RememberedImages("production", null, Baseline(("api", "v1.1.0")), deployments)], new Dictionary<string, RegistryAddress> { ["production"] = Home });

        Assert.Equal(["sha256:verified", "v1.0.0", "v1.1.0"], uses.Where(use => use.Repository == "api").Select(use => use.Tag ?? use.Digest!).Distinct().Order());
        Assert.Equal(["v2.0.0", "v2.1.0", "v2.2.0", "v2.3.0"], uses.Where(use => use.Repository == "web").Select(use => use.Tag).Distinct().Order());
    }

    [Fact]
    public void Verified_versions_are_kept_also_when_the_deployments_that_brought_them_are_forgotten()
    {
        VerifiedVersion[] verified = [.. new[] { "v1.4.0", "v1.3.0", "v1.4.0", "v1.2.0", "v1.1.0" }.Select(version => new VerifiedVersion("api", version, $"sha256:{version}", null, Facts.Now))];

        var uses = RememberedUses.Of([new RememberedImages("production", null, null, []) { Verified = verified }], new Dictionary<string, RegistryAddress>());

        Assert.Equal(["v1.2.0", "v1.3.0", "v1.4.0"], uses.Select(use => use.Tag).OfType<string>().Order());
        Assert.Equal(3, uses.Count(use => use.Digest is not null));
    }

    [Fact]
    public void A_previews_head_and_what_runs_of_it_are_kept_made_or_not()
    {
        var preview = new Preview("testing", "team/api", new RepositoryName("acme", "api"), 7, "title", "branch", "1D0FD508", StoredImages.Commit(2), StoredImages.Commit(1), null, PreviewState.LeftOut, "over the limit");
        var plan = Plan() with { Previews = PreviewPlan.None with { Previews = [preview] } };

        Assert.Equal([StoredImages.Commit(2), StoredImages.Commit(1)], EnvironmentUses.Of("testing", Home, plan).Select(use => use.Tag));

        var applied = Baseline() with { Inputs = Baseline().Inputs with { Previews = new Dictionary<string, string> { [preview.Key] = StoredImages.Commit(3) } } };
        Assert.Equal(("team/api", StoredImages.Commit(3)), RememberedUses.Of([new RememberedImages("testing", null, applied, [])], new Dictionary<string, RegistryAddress>()).Select(use => (use.Repository, use.Tag!)).Single());
    }

    [Fact]
    public void What_an_environment_runs_that_is_configured_no_more_is_kept_in_every_registry() =>
        Assert.All(RememberedUses.Of([new RememberedImages("gone", null, Baseline(("api", "v1.1.0")), [])], new Dictionary<string, RegistryAddress>()), use => Assert.Null(use.Registry));

    private static Baseline Baseline(params (string Release, string Version)[] versions) => new(
        new PlannedInputs(versions.ToDictionary(version => version.Release, version => version.Version), new Dictionary<string, string>(), new Dictionary<string, string>(), new Dictionary<string, string>()),
        "digest", false, "marker", null, Facts.Now);

    private static Deployment Deployed(string release, string from, string to) => new()
    {
        Environment = "production", ChangeId = "1", State = DeploymentState.Succeeded, StartedAt = Facts.Now, StartedBy = "by policy", Stack = "acme", Source = null,
        Releases = [new ChangedRelease(release, from, to, null, "minor")], ClientToken = null,
    };

    private static EnvironmentPlan Plan(params ChosenRelease[] releases)
    {
        var inputs = Baseline().Inputs;
        var observation = new EnvironmentObservation("commit", [.. releases.Select(release => release.Observed)], Facts.Stack, []);
        return new EnvironmentPlan(observation, releases, inputs, "marker", [], new Dictionary<string, string>(), [], []);
    }
}
