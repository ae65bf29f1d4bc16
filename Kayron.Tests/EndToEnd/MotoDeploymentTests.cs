using Kayron.Tests.Support;
using Kayron.Web.Cli;

namespace Kayron.Tests.EndToEnd;

/// <summary>From a definition to a running image against an AWS that nobody here wrote.</summary>
public sealed class MotoDeploymentTests(MotoServer moto)
{
    [Fact]
    public async Task The_executable_is_configured_by_environment_variables_alone()
    {
        await using var world = await MotoWorld.StartAsync(await moto.EndpointOrSkipAsync(), "nested", desiredCount: 1, nested: true);
        using var directory = new TemporaryDirectory();
        Task<ProcessResult> Kayron(string arguments) => KayronProcess.RunAsync(arguments, world.Variables(Path.Combine(directory.Path, "data")), directory.Path);
        await world.DesireAsync("v1.1.0", "v1.1.0");
        var before = await world.TracesAsync();

        var plan = await Kayron("plan --exit-code");
        Assert.Equal((ExitCode.Failed, ""), (plan.ExitCode, plan.Error));
        foreach (var part in new[] { "nested-api      v1.0.0 -> v1.1.0  drifted", "NestedWebVersion       v1.0.0 -> v1.1.0", "It would be deployed." }) Assert.Contains(part, plan.Output);
        Assert.Equal(before, await world.TracesAsync());

        var deployed = await Kayron("deploy --wait");
        Assert.True(deployed.ExitCode == ExitCode.Done, deployed.Error);
        Assert.Equal("testing: deployed and verified.", deployed.Output);
        foreach (var service in world.Services) Assert.EndsWith($"/{service}:v1.1.0", await world.ImageAsync(service), StringComparison.Ordinal);

        var after = await world.TracesAsync();
        Assert.NotEqual(before, after);
        Assert.Equal(new ProcessResult(ExitCode.Done, "testing: nothing differs, nothing was done.", ""), await Kayron("deploy --wait"));
        Assert.Equal(after, await world.TracesAsync());
    }

    [Theory]
    [InlineData("zero", 0)]
    [InlineData("one", 1)]
    public async Task One_service_of_two_is_updated_whether_it_runs_tasks_or_is_scaled_to_zero(string name, int desiredCount)
    {
        await using var world = await MotoWorld.StartAsync(await moto.EndpointOrSkipAsync(), name, desiredCount, nested: false);
        using var terminal = new Terminal();
        terminal.Configure(world.Variables(Path.Combine(terminal.Directory, "data")));
        await world.DesireAsync("v1.0.0", "v1.1.0");

        Assert.True(await terminal.RunAsync("deploy --wait") == ExitCode.Done, string.Join('\n', terminal.Errors));
        Assert.EndsWith(":v1.0.0", await world.ImageAsync(world.Services[0]), StringComparison.Ordinal);
        Assert.EndsWith(":v1.1.0", await world.ImageAsync(world.Services[1]), StringComparison.Ordinal);
    }
}
