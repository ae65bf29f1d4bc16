using Kayron.Core.Configuration;
using Kayron.Core.Releases;

namespace Kayron.Tests.Support;

public sealed partial class DashboardWorld
{
    public static KayronSettings Settings { get; } = new()
    {
        GitHub = new GitHubSettings("token"),
        Data = "/data",
        Environments =
        [
            Environment("testing", Tier.Testing, ReleaseReference.Branch, new() { DestructiveChange = new(Enabled: false) }),
            Environment("staging", Tier.Staging, ReleaseReference.DefaultBranch, new()),
            Environment("production", Tier.Production, ReleaseReference.LatestRelease, new() { Approval = new(2, CommentRequired: true, TimeSpan.FromDays(1)) }),
        ],
    };

    private static EnvironmentSettings Environment(string name, Tier tier, ReleaseReference reference, PolicySettings policies) => new()
    {
        Name = name, Tier = tier, ReleaseReference = reference, ReleaseSource = new RepositoryName("acme", "releases"), Stack = $"server-{name}",
        Region = "us-west-2", Bucket = "templates", Policies = policies,
    };
}
