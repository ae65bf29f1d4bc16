using Kayron.Core.Commands;
using Kayron.Tests.Support;
using Kayron.Web.Cli;

namespace Kayron.Tests.Cli;

/// <summary>Past the gates from a terminal: break-glass, and trying again what failed.</summary>
public sealed class GateCommandTests
{
    [Fact]
    public async Task Override_shows_the_change_asks_and_sends_what_it_showed()
    {
        await using var daemon = await TestDaemon.StartAsync();
        using var terminal = daemon.Terminal();
        var change = daemon.Core.World.Changes.First(change => change.Confirmations.Count > 0);
        var arguments = $"override {change.Id} --reason outage --incident https://status.example.com/42";
        Assert.Equal(ExitCode.Usage, await terminal.RunAsync(arguments));
        Assert.StartsWith("--yes is needed where nobody can be asked", terminal.Errors[^1]);
        terminal.Typed = string.Join("\n", [.. change.Confirmations, "n"]);
        Assert.Equal(ExitCode.Failed, await terminal.RunAsync(arguments));
        Assert.Equal("Nothing was overridden.", terminal.Errors[^1]);
        Assert.Empty(daemon.Core.Commands.Received);

        terminal.Clear();
        terminal.Typed = string.Join("\n", [.. change.Confirmations, "y"]);
        Assert.Equal(ExitCode.Done, await terminal.RunAsync(arguments));
        foreach (var part in new[] { "Resources\n", "Gates\n", $"Change {change.Id} passes its gates", "until another person has reviewed it." }) Assert.Contains(part, terminal.Output);
        var request = Assert.IsType<OverrideRequest>(Assert.Single(daemon.Core.Commands.Received));
        Assert.Equal((change.Id, "outage", "https://status.example.com/42", change.Fingerprint), (request.ChangeId, request.Reason, request.Incident, request.Fingerprint));
        Assert.Equal(change.Confirmations, request.Confirm!);
    }

    [Fact]
    public async Task Retry_lets_what_failed_be_tried_once_more()
    {
        await using var daemon = await TestDaemon.StartAsync();
        using var terminal = daemon.Terminal();
        var change = daemon.Core.World.Changes[0];
        Assert.Equal(ExitCode.Done, await terminal.RunAsync($"retry {change.Id} --reason restarted"));
        Assert.Equal(("retry", change.Id, "restarted"), Assert.Single(daemon.Core.Commands.Received));
        Assert.StartsWith($"What change {change.Id} would apply to {change.Environment} may be tried once more", terminal.Output);

        daemon.Core.Commands.Answer = new CommandResult.Refused("not-open", 409, "nothing of it has failed");
        Assert.Equal(ExitCode.Failed, await terminal.RunAsync($"retry {change.Id}"));
        Assert.Equal(["Refused: nothing of it has failed. (not-open)"], terminal.Errors);
    }
}
