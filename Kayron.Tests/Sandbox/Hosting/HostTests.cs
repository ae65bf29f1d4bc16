using System.Net;
using System.Net.Sockets;
using Kayron.Sandbox;

namespace Kayron.Tests.Sandbox.Hosting;

public sealed class HostTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_first_line_has_exactly_the_promised_fields()
    {
        await using var sandbox = await SandboxFixture.StartAsync("empty");
        var it = sandbox.Host.Description;
        Assert.Equal(
            $$"""{"github":"{{it.GitHub}}","aws":"{{it.Aws}}","githubToken":"sandbox","accessKeyId":"sandbox","secretAccessKey":"sandbox","region":"us-west-2","repositories":"{{it.Repositories}}"}""",
            it.ToJson());
        Assert.StartsWith("http://127.0.0.1:", it.GitHub, StringComparison.Ordinal);
        Assert.EndsWith("/", it.Aws, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_taken_port_is_an_error_where_it_was_asked_for_and_the_next_one_elsewhere()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        var options = new SandboxOptions { GitHubPort = port, AwsPort = 0, Scenario = "empty" };
        var problem = await Assert.ThrowsAsync<SandboxException>(() => SandboxHost.StartAsync(options with { PortsRequired = true }, ct: Cancelled));
        Assert.Contains($"Port {port}", problem.Message, StringComparison.Ordinal);
        await using var host = await SandboxHost.StartAsync(options, ct: Cancelled);
        Assert.True(new Uri(host.Description.GitHub).Port > port);
    }

    [Theory]
    [InlineData("acne")]
    [InlineData("scale:")]
    [InlineData("scale:0x5")]
    [InlineData("scale:3x1000")]
    [InlineData("scale:-1x5")]
    public async Task An_unknown_scenario_is_refused_by_name(string name)
    {
        var problem = await Assert.ThrowsAsync<SandboxException>(() => SandboxHost.StartAsync(new SandboxOptions { GitHubPort = 0, AwsPort = 0, Scenario = name }, ct: Cancelled));
        Assert.Contains(name, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_temporary_sandbox_leaves_nothing_behind()
    {
        var sandbox = await SandboxFixture.StartAsync("empty");
        var folder = Path.GetDirectoryName(sandbox.Host.Description.Repositories)!;
        Assert.True(Directory.Exists(folder));
        await sandbox.DisposeAsync();
        Assert.False(Directory.Exists(folder));
    }
}
