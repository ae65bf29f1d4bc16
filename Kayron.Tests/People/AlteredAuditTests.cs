using Kayron.Core.Commands;
using Kayron.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Kayron.Tests.People;

/// <summary>Somebody edits a row of the audit log in the database: <c>kayron audit verify</c> names it and exits 1. Storage/AuditTests has every way of editing.</summary>
public sealed class AlteredAuditTests
{
    private const string Edit = "DROP TRIGGER audit_never_updated; UPDATE audit SET Detail = 'nothing happened' WHERE Id = 3";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task From_the_file()
    {
        await using var store = await StoreWorld.StartAsync();
        await WriteAsync(store.Get<IPauseCommands>());
        var (code, sentence) = await VerifyAsync($"audit verify --data {store.Data}", []);
        Assert.Equal(0, code);
        Assert.StartsWith("The audit log is intact: 5 rows.", sentence);
        DatabaseFile.Execute(store.Data, Edit);
        await AssertAlteredAsync($"audit verify --data {store.Data}", []);
    }

    [Fact]
    public async Task Through_a_daemon_that_runs()
    {
        await using var daemon = await WholeDaemon.StartAsync(pace: 1_000, interval: "1d");
        await WriteAsync(daemon.Services.GetRequiredService<IPauseCommands>());
        Dictionary<string, string> variables = new() { ["KAYRON_URL"] = daemon.Address.ToString(), ["KAYRON_API_TOKEN"] = daemon.Token };
        Assert.Equal(0, (await VerifyAsync("audit verify", variables)).Code);
        DatabaseFile.Execute(daemon.Data, Edit);
        await AssertAlteredAsync("audit verify", variables);
    }

    private static async Task AssertAlteredAsync(string arguments, Dictionary<string, string> variables)
    {
        var (code, sentence) = await VerifyAsync(arguments, variables);
        Assert.Equal(1, code);
        Assert.StartsWith("The audit log was altered, first at id 3: row 3 is not what was written", sentence);
    }

    /// <returns>Exit code and first sentence of the executable, run as a person runs it.</returns>
    private static async Task<(int Code, string Sentence)> VerifyAsync(string arguments, Dictionary<string, string> variables)
    {
        var result = await KayronProcess.RunAsync(arguments, variables, Path.GetTempPath());
        return (result.ExitCode, result.Output.Split('\n')[0]);
    }

    private static async Task WriteAsync(IPauseCommands commands)
    {
        for (var row = 1; row <= 5; row++)
            Assert.IsType<CommandResult.Done>(await commands.PauseAsync(StoreWorld.Someone("grace", Role.Operator), new PauseRequest("testing", null, $"reason {row}", null), Cancel));
    }
}
