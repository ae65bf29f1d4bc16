using System.Text.Json;
using Kayron.Tests.Support;

namespace Kayron.Tests.EndToEnd;

/// <summary>The process that brings its own sandbox, ended by the system together with it.</summary>
public sealed class DevelopmentKillTests
{
    [Fact]
    public async Task A_killed_development_process_finds_its_world_and_its_deployment_again()
    {
        using var directory = new TemporaryDirectory();
        var variables = new Dictionary<string, string> { ["KAYRON_DATA"] = Path.Combine(directory.Path, "data") };
        JsonElement begun;
        await using (var daemon = await DaemonProcess.StartAsync(variables, directory.Path))
        {
            begun = Assert.Single(await daemon.UntilAsync("deployments?environment=testing", items => items.Any(item => item.GetProperty("progress").GetProperty("done").GetInt32() > 0)));
            await daemon.KillAsync();
        }

        await using var next = await DaemonProcess.StartAsync(variables, directory.Path);
        var ended = Assert.Single(await next.UntilAsync("deployments?environment=testing", items => items.All(item => item.GetProperty("state").GetString() is "succeeded" or "failed")));
        Assert.Equal((begun.GetProperty("id").GetInt64(), "succeeded"), (ended.GetProperty("id").GetInt64(), ended.GetProperty("state").GetString()));
    }
}
