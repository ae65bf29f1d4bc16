using System.Text.Json;
using Kayron.Tests.Support;
using Kayron.Web.Cli;

namespace Kayron.Tests.EndToEnd;

/// <summary>Daemons that are ended in the middle of a deployment by the system, not by an exception: GitHub and AWS live on in another process.</summary>
public sealed class KillTests(SandboxProcess sandbox) : IClassFixture<SandboxProcess>
{
    private const string Stack = "server-testing";

    [Theory]
    [InlineData("planned")]
    [InlineData("executing")]
    [InlineData("verifying")]
    public async Task A_daemon_that_was_killed_goes_on_where_it_was(string moment)
    {
        using var directory = new TemporaryDirectory();
        var variables = sandbox.Variables(Path.Combine(directory.Path, "data"));
        await sandbox.DriftAsync();
        await HoldAsync(moment);
        await using (var daemon = await DaemonProcess.StartAsync(variables, directory.Path))
        {
            await ReachAsync(daemon, moment);
            await daemon.KillAsync();
        }

        await using var next = await DaemonProcess.StartAsync(variables, directory.Path);
        if (moment == "executing") await sandbox.PostAsync("release-update", new { stack = Stack });
        await next.UntilAsync("deployments", items => items.Count > 0 && items.All(Is("succeeded")));
        await next.UntilAsync("runs", items => Outcome(items) == "no-drift");
        Assert.Single(await next.UntilAsync("deployments", _ => true));
        Assert.Equal((1, 1), (await sandbox.CallsAsync("CreateChangeSet"), await sandbox.CallsAsync("ExecuteChangeSet")));
    }

    [Theory]
    [InlineData("SIGTERM")]
    [InlineData("SIGKILL")]
    public async Task Another_process_may_deploy_as_soon_as_the_daemon_is_gone_and_not_before(string signal)
    {
        using var terminal = new Terminal();
        var variables = sandbox.Variables(Path.Combine(terminal.Directory, "data"));
        foreach (var (name, value) in variables.Where(variable => variable.Key.StartsWith("KAYRON_", StringComparison.Ordinal))) terminal[name] = value;
        (terminal["Kayron__Aws__EndpointUrl"], terminal["Kayron__Aws__AccessKeyId"], terminal["Kayron__Aws__SecretAccessKey"]) = (variables["AWS_ENDPOINT_URL"], variables["AWS_ACCESS_KEY_ID"], variables["AWS_SECRET_ACCESS_KEY"]);
        await sandbox.DriftAsync();
        await HoldAsync("executing");
        await using (var daemon = await DaemonProcess.StartAsync(variables, terminal.Directory))
        {
            await ReachAsync(daemon, "executing");
            Assert.Equal(ExitCode.Failed, await terminal.RunAsync("deploy"));
            Assert.Equal(["testing: another process, such as a daemon, holds its lease. Stop that one, or let it deploy."], terminal.Errors);
            if (signal == "SIGKILL") await daemon.KillAsync();
            else Assert.Equal(ExitCode.Done, (await daemon.TerminateAsync()).ExitCode);
        }

        Assert.Equal(ExitCode.Done, await terminal.RunAsync("deploy"));
        Assert.StartsWith("testing: the update has begun", terminal.Output, StringComparison.Ordinal);
        await sandbox.PostAsync("release-update", new { stack = Stack });
        terminal.Clear();
        Assert.Equal(ExitCode.Done, await terminal.RunAsync("deploy --wait"));
        Assert.Equal("testing: deployed and verified.", terminal.Output.TrimEnd());
        Assert.Equal(1, await sandbox.CallsAsync("ExecuteChangeSet"));
    }

    /// <summary>Keeps the deployment at a moment for as long as it takes to see it there; what is left of the faults the next process gets over.</summary>
    private Task HoldAsync(string moment) => moment switch
    {
        "planned" => FailAsync("cloudformation", "DescribeChangeSet"),
        "executing" => sandbox.PostAsync("hang-update", new { stack = Stack }),
        _ => FailAsync("ecs", "ListTasks"),
    };

    /// <summary>With an error that the SDK does not try to get over by itself.</summary>
    private Task FailAsync(string api, string operation) => sandbox.PostAsync("fail-aws", new { api, operation, status = 400, code = "OperationAborted", calls = 8 });

    private static Task ReachAsync(DaemonProcess daemon, string moment) =>
        daemon.UntilAsync(moment == "planned" ? "changes" : "deployments", items => items.Any(Is(moment)));

    private static Func<JsonElement, bool> Is(string state) => item => item.GetProperty("state").GetString() == state;

    private static string? Outcome(IReadOnlyList<JsonElement> runs) => runs.Count == 0 ? null : runs[0].GetProperty("outcome").GetString();
}
