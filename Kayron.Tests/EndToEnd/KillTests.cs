using System.Text.Json;
using Kayron.Tests.Support;
using Kayron.Web.Cli;
using Microsoft.Data.Sqlite;

namespace Kayron.Tests.EndToEnd;

/// <summary>Daemons that are ended in the middle of a deployment by the system, not by an exception: GitHub and AWS live on in another process.</summary>
public sealed class KillTests(SandboxProcess sandbox) : IClassFixture<SandboxProcess>, IDisposable
{
    private const string Stack = "server-testing";
    private readonly Terminal _terminal = new();

    private string Data => Path.Combine(_terminal.Directory, "data");

    [Fact]
    public async Task A_daemon_that_is_killed_while_planning_executing_and_verifying_goes_on_each_time_it_is_started()
    {
        await sandbox.DriftAsync();
        await FailAsync("cloudformation", "DescribeChangeSet");
        await sandbox.PostAsync("hang-update", new { stack = Stack });
        await FailAsync("ecs", "ListTasks");

        await KillWhenAsync("changes", "planned");
        await KillWhenAsync("deployments", "executing");
        await DeployFromTerminalAsync("testing: the update has begun");
        await sandbox.PostAsync("release-update", new { stack = Stack });
        await KillWhenAsync("deployments", "verifying");

        await using var last = await StartAsync();
        await last.UntilAsync("runs", items => items.Count > 0 && items[0].GetProperty("outcome").GetString() == "no-drift");
        Assert.Equal("succeeded", StateOf(Assert.Single(await last.UntilAsync("deployments", _ => true))));
        Assert.Equal((1, 1), (await sandbox.CallsAsync("CreateChangeSet"), await sandbox.CallsAsync("ExecuteChangeSet")));
    }

    [Fact]
    public async Task Who_stops_a_daemon_may_deploy_at_once_and_who_does_not_is_refused()
    {
        await sandbox.DriftAsync();
        await sandbox.PostAsync("hang-update", new { stack = Stack });
        await using var daemon = await StartAsync();
        await daemon.UntilAsync("deployments", items => items.Any(item => StateOf(item) == "executing"));
        _terminal.Configure(sandbox.Variables(Data));
        Assert.Equal(ExitCode.Failed, await _terminal.RunAsync("deploy"));
        Assert.Equal(["testing: another process, such as a daemon, holds its lease. Stop that one, or let it deploy."], _terminal.Errors);

        var stopped = await daemon.TerminateAsync();
        Assert.Equal((ExitCode.Done, ""), (stopped.ExitCode, stopped.Error));
        Assert.All(LeaseHolders(), holder => Assert.Equal("", holder));

        await DeployFromTerminalAsync("testing: the update has begun");
        await sandbox.PostAsync("release-update", new { stack = Stack });
        await DeployFromTerminalAsync("testing: deployed and verified.", "--wait");
        Assert.Equal(1, await sandbox.CallsAsync("ExecuteChangeSet"));
    }

    public void Dispose() => _terminal.Dispose();

    private Task<DaemonProcess> StartAsync() => DaemonProcess.StartAsync(sandbox.Variables(Data), _terminal.Directory);

    private async Task KillWhenAsync(string list, string state)
    {
        await using var daemon = await StartAsync();
        await daemon.UntilAsync(list, items => items.Any(item => StateOf(item) == state));
        await daemon.KillAsync();
    }

    private async Task DeployFromTerminalAsync(string answer, string option = "")
    {
        _terminal.Configure(sandbox.Variables(Data));
        _terminal.Clear();
        Assert.Equal(ExitCode.Done, await _terminal.RunAsync($"deploy {option}"));
        Assert.StartsWith(answer, _terminal.Output, StringComparison.Ordinal);
    }

    /// <summary>Keeps a deployment where it is for some looks, with an error that the SDK does not try to get over by itself.</summary>
    private Task FailAsync(string api, string operation) => sandbox.PostAsync("fail-aws", new { api, operation, status = 400, code = "OperationAborted", calls = 4 });

    private List<string> LeaseHolders()
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(Data, "kayron.db")};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT Holder FROM leases";
        using var reader = command.ExecuteReader();
        var holders = new List<string>();
        while (reader.Read()) holders.Add(reader.GetString(0));
        return holders;
    }

    private static string? StateOf(JsonElement item) => item.GetProperty("state").GetString();
}
