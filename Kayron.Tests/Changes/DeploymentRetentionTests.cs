using Kayron.Core.Changes;
using Kayron.Core.Queries;
using Kayron.Tests.Support;

namespace Kayron.Tests.Changes;

public sealed class DeploymentRetentionTests
{
    private static Deployment Of(long id, DeploymentState state, params string[] releases) => new()
    {
        Id = id, ChangeId = null, ClientToken = null, Source = null, Environment = "production", State = state, StartedAt = Facts.Now.AddDays(id), EndedAt = state is DeploymentState.Executing ? null : Facts.Now.AddDays(id), StartedBy = "by policy",
        Stack = "server-production", Releases = [.. releases.Select(name => new ChangedRelease(name, null, $"v1.{id}.0", null, "minor"))],
    };

    [Fact]
    public void What_is_open_the_newest_and_the_last_two_verified_of_each_release_are_kept()
    {
        var kept = DeploymentRetention.Kept(
        [
            Of(1, DeploymentState.Succeeded, "web"), Of(2, DeploymentState.Succeeded, "api"), Of(3, DeploymentState.Executing, "api"), Of(4, DeploymentState.Succeeded, "api"),
            Of(5, DeploymentState.Succeeded, "api"), Of(6, DeploymentState.Failed, "api"), Of(7, DeploymentState.Failed, "api"),
        ]);
        Assert.Equal([1, 3, 4, 5, 7], kept.Order());
    }
}
