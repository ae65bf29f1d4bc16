using Kayron.Core.Configuration;
using Kayron.Core.Reconcile.Ports;
using Kayron.Core.Releases;
using Kayron.Core.Webhooks;
using Kayron.Tests.Support;

namespace Kayron.Tests.Webhooks;

public sealed class ConcernTests
{
    private static readonly ReleaseDefinition[] Definitions =
    [
        Definition(ReleaseKind.Infrastructure, "infrastructure", new DeployStrategy.Release("v0.5.8")),
        Definition(ReleaseKind.Service, "api", new DeployStrategy.Branch("main")),
        Definition(ReleaseKind.Service, "billing", new DeployStrategy.Release("v1.0.0")),
        Definition(ReleaseKind.Service, "web", new DeployStrategy.Release("v2.0.0"), preview: true),
    ];

    [Theory]
    [InlineData("latest-release", "release releases", true)]
    [InlineData("latest-release", "tag releases v1", true)]
    [InlineData("latest-release", "branch releases main", false)]
    [InlineData("default-branch", "branch releases main", true)]
    [InlineData("default-branch", "branch RELEASES main", true)]
    [InlineData("default-branch", "branch releases topic", false)]
    [InlineData("default-branch", "branch releases Main", false)]
    [InlineData("default-branch", "release releases", false)]
    [InlineData("default-branch", "tag releases main", false)]
    [InlineData("branch", "branch releases testing", true)]
    [InlineData("branch", "branch releases main", true)] // where its own branch is not there
    [InlineData("branch", "branch releases production", false)]
    [InlineData("branch", "branch api main", true)]
    [InlineData("branch", "branch api topic", false)]
    [InlineData("branch", "branch billing main", false)]
    [InlineData("branch", "tag billing v1.0.0", false)]
    [InlineData("branch", "tag infrastructure v0.5.8", true)] // a tag that moves
    [InlineData("branch", "tag infrastructure v0.5.9", false)]
    [InlineData("branch", "pull web", true)]
    [InlineData("branch", "pull api", false)]
    [InlineData("branch", "release web", false)]
    [InlineData("branch", "branch elsewhere main", false)]
    public void An_environment_is_concerned_by_what_it_follows(string reference, string news, bool concerned) =>
        Assert.Equal(concerned, Concern.Concerns(Event(news), Environment(reference), Definitions));

    [Fact]
    public void Another_owner_concerns_nobody_and_before_the_first_look_every_repository_may_matter()
    {
        Assert.False(Concern.Concerns(new RepositoryEvent.Release(new RepositoryName("evil", "releases")), Environment("latest-release"), null));
        Assert.True(Concern.Concerns(Event("branch api topic"), Environment("branch"), null));
    }

    [Fact]
    public void Pull_requests_concern_nobody_where_there_are_no_previews()
    {
        var without = Environment("branch") with { Previews = new PreviewSettings(Enabled: false) };
        Assert.False(Concern.Concerns(Event("pull web"), without, Definitions));
    }

    private static EnvironmentSettings Environment(string reference) => TestDaemon.Environment("testing", Tier.Testing) with
    {
        ReleaseReference = reference switch { "latest-release" => ReleaseReference.LatestRelease, "default-branch" => ReleaseReference.DefaultBranch, _ => ReleaseReference.Branch },
        Previews = new PreviewSettings(Enabled: true),
    };

    private static RepositoryEvent Event(string news) => news.Split(' ') switch
    {
        ["release", var repository] => new RepositoryEvent.Release(new RepositoryName("acme", repository)),
        ["pull", var repository] => new RepositoryEvent.PullRequest(new RepositoryName("acme", repository)),
        ["tag", var repository, var tag] => new RepositoryEvent.Pushed(new RepositoryName("acme", repository), $"refs/tags/{tag}", "a", "b", "main", "1"),
        [_, var repository, var branch] => new RepositoryEvent.Pushed(new RepositoryName("Acme", repository), $"refs/heads/{branch}", "a", "b", "main", "1"),
        _ => throw new ArgumentException(news, nameof(news)),
    };

    private static ReleaseDefinition Definition(ReleaseKind kind, string repository, DeployStrategy deploy, bool preview = false) =>
        new(kind, repository, kind == ReleaseKind.Service ? repository : null, deploy, preview, default);
}
