using Kayron.Tests.Sandbox.Hosting;

namespace Kayron.Tests.Sandbox.Scenarios;

public sealed class OtherScenarioTests
{
    [Fact]
    public async Task Empty_has_a_repository_without_a_commit()
    {
        await using var sandbox = await SandboxFixture.StartAsync("empty");
        Assert.Equal(1, (await sandbox.GetAsync("orgs/acme/repos")).GetArrayLength());
        Assert.Equal(0, (await sandbox.GetAsync("repos/acme/releases/branches")).GetArrayLength());
        Assert.Equal(409, (await sandbox.SendAsync(HttpMethod.Get, "repos/acme/releases/commits")).Status);
        Assert.Empty(sandbox.Host.Aws.StackNames());
    }

    [Fact]
    public async Task Scale_is_made_by_rule_and_the_same_each_time()
    {
        var clock = new ManualClock();
        await using var first = await SandboxFixture.StartAsync("scale:2x7", clock: clock);
        await using var second = await SandboxFixture.StartAsync("scale:2x7", clock: clock);
        Assert.Equal(await first.HeadAsync("releases"), await second.HeadAsync("releases"));
        Assert.Equal(["env01", "env02"], first.Host.Description.Environments.Select(environment => environment.Name));
        Assert.Equal(["server-env01", "server-env02"], first.Host.Aws.StackNames().Order());
        Assert.Equal(9, (await first.GetAsync("orgs/acme/repos")).GetArrayLength());
    }
}
