using System.Text.Json;
using Kayron.Core.Commands;
using Kayron.Core.Queries;
using Kayron.Tests.Support;
using Kayron.Web.Cli;

namespace Kayron.Tests.Cli;

/// <summary>Commands over the API of a running Kayron.</summary>
public sealed class RemoteCommandTests
{
    [Fact]
    public async Task Status_shows_what_runs_what_should_and_what_it_waits_for()
    {
        await using var daemon = await TestDaemon.StartAsync();
        using var terminal = daemon.Terminal();
        Assert.Equal(ExitCode.Done, await terminal.RunAsync("status"));
        foreach (var environment in daemon.Core.World.Environments) Assert.Contains($"{environment.Name}: stack {environment.Stack.Name}", terminal.Output);
        var change = daemon.Core.World.Environments.First(environment => environment.Change is not null).Change!;
        Assert.Contains($"CHANGE   {change.Id} is {change.State}: {change.Waiting}", terminal.Output);

        terminal.Clear();
        Assert.Equal(ExitCode.Done, await terminal.RunAsync("status --environment production --format json"));
        Assert.Equal("production", Assert.Single(JsonDocument.Parse(terminal.Output).RootElement.GetProperty("environments").EnumerateArray()).GetProperty("name").GetString());

        Assert.Equal(ExitCode.Failed, await terminal.RunAsync("status --environment nowhere"));
        Assert.Equal(["Refused: There is no environment nowhere. (not-found)"], terminal.Errors);
    }

    [Fact]
    public async Task Approve_shows_the_change_and_sends_the_fingerprint_that_it_showed()
    {
        await using var daemon = await TestDaemon.StartAsync();
        using var terminal = daemon.Terminal();
        var change = daemon.Core.World.Changes[0];
        Assert.Equal(ExitCode.Done, await terminal.RunAsync($"approve {change.Id} --yes --confirm Database --confirm Bucket --comment fine"));
        var request = Assert.IsType<ApproveRequest>(Assert.Single(daemon.Core.Commands.Received));
        Assert.Equal((change.Id, change.Fingerprint, "fine"), (request.ChangeId, request.Fingerprint, request.Comment));
        Assert.Equal(["Database", "Bucket"], request.Confirm!);
        foreach (var part in new[] { "Releases\n", "Resources\n", "Parameters\n", "Gates\n", change.Releases[0].Name, "Approved " }) Assert.Contains(part, terminal.Output);
    }

    [Fact]
    public async Task Nothing_is_approved_that_is_not_the_pinned_fingerprint_or_that_nobody_said_yes_to()
    {
        await using var daemon = await TestDaemon.StartAsync();
        using var terminal = daemon.Terminal();
        var change = daemon.Core.World.Changes[0];
        Assert.Equal(ExitCode.Failed, await terminal.RunAsync($"approve {change.Id} --yes --fingerprint 0000000"));
        Assert.EndsWith("not 0000000: it is not what you looked at. (stale-fingerprint)", terminal.Errors[0]);
        Assert.Equal(ExitCode.Usage, await terminal.RunAsync($"approve {change.Id} --fingerprint {change.Fingerprint}"));
        Assert.StartsWith("--yes is needed where nobody can be asked", terminal.Errors[1]);
        terminal.Typed = "n\n";
        Assert.Equal(ExitCode.Failed, await terminal.RunAsync($"approve {change.Id}"));
        Assert.Equal("Nothing was approved.", terminal.Errors[2]);
        Assert.Empty(daemon.Core.Commands.Received);

        terminal.Typed = "y\n";
        Assert.Equal(ExitCode.Done, await terminal.RunAsync($"approve {change.Id} --fingerprint {change.Fingerprint[..8]}"));
        Assert.Single(daemon.Core.Commands.Received);
    }

    [Fact]
    public async Task What_is_removed_or_replaced_is_typed()
    {
        await using var daemon = await TestDaemon.StartAsync();
        using var terminal = daemon.Terminal();
        var change = daemon.Core.World.Changes.First(change => change.Confirmations.Count > 0);
        terminal.Typed = "yes\n";
        Assert.Equal(ExitCode.Failed, await terminal.RunAsync($"approve {change.Id}"));
        Assert.Empty(daemon.Core.Commands.Received);
        terminal.Typed = string.Join("\n", [.. change.Confirmations, "y"]);
        Assert.Equal(ExitCode.Done, await terminal.RunAsync($"approve {change.Id}"));
        Assert.Equal(change.Confirmations, Assert.IsType<ApproveRequest>(Assert.Single(daemon.Core.Commands.Received)).Confirm!);
    }

    [Fact]
    public async Task A_refusal_is_one_sentence_with_its_code()
    {
        await using var daemon = await TestDaemon.StartAsync();
        using var terminal = daemon.Terminal();
        daemon.Core.Commands.Answer = new CommandResult.Refused("self-approval", 403, "you wrote \u001b[31ma commit\nin api: somebody else has to approve");
        Assert.Equal(ExitCode.Failed, await terminal.RunAsync($"approve {daemon.Core.World.Changes[0].Id} --yes"));
        Assert.Equal(["Refused: you wrote ?[31ma commit?in api: somebody else has to approve. (self-approval)"], terminal.Errors);
    }

    [Fact]
    public async Task Pause_and_resume_go_through_the_same_commands_as_the_dashboard()
    {
        await using var daemon = await TestDaemon.StartAsync();
        using var terminal = daemon.Terminal();
        daemon.Core.Commands.Answer = new CommandResult.Done("4");
        Assert.Equal(ExitCode.Done, await terminal.RunAsync("pause --environment production --reason looking --for 2h"));
        Assert.Matches("^Paused every service in production until 20.* UTC \\(pause 4\\)", terminal.Output);
        var pause = Assert.IsType<PauseRequest>(daemon.Core.Commands.Received[0]);
        Assert.Equal(("production", null, "looking"), (pause.Environment, pause.Service, pause.Reason));
        Assert.NotNull(pause.Until);
        Assert.Equal(ExitCode.Usage, await terminal.RunAsync("pause --environment production"));

        Assert.Equal(ExitCode.Failed, await terminal.RunAsync("resume --environment production"));
        Assert.Equal("Nothing of that is paused.", terminal.Errors[^1]);
        daemon.Core.World.Pauses.Add(new PauseView(4, "production", null, "looking", "Ada", DashboardWorld.Now, null));
        Assert.Equal(ExitCode.Done, await terminal.RunAsync("resume --environment production --reason found"));
        Assert.Equal(("resume", 4L, "found"), daemon.Core.Commands.Received[^1]);
        daemon.Core.World.Pauses.Add(new PauseView(5, "production", "api", "more", "Ada", DashboardWorld.Now, null));
        Assert.Equal(ExitCode.Usage, await terminal.RunAsync("resume --environment production"));
        Assert.StartsWith("Several pauses fit; say which by its ID: 4 (production, every service: looking), 5 (production, api: more)", terminal.Errors[^1]);
        Assert.Equal(ExitCode.Done, await terminal.RunAsync($"reject {daemon.Core.World.Changes[0].Id} --comment no"));
    }

    [Fact]
    public async Task A_branch_is_claimed_in_the_only_environment_that_can_be_and_the_claim_is_ended()
    {
        await using var daemon = await TestDaemon.StartAsync();
        using var terminal = daemon.Terminal();
        daemon.Core.World.Claims.Clear();
        daemon.Core.World.Claims.Add(new ClaimView(7, "testing", "api", "feature/x", "Grace", DashboardWorld.Now, DashboardWorld.Now.AddHours(8)));
        Assert.Equal(ExitCode.Done, await terminal.RunAsync("deploy --service api --branch feature/x --for 8h"));
        Assert.StartsWith("api in testing follows the branch feature/x until 2026-11-23 22:20 UTC (claim 7).", terminal.Output);
        var request = Assert.IsType<ClaimRequest>(daemon.Core.Commands.Received[0]);
        Assert.Equal(("testing", "api", "feature/x"), (request.Environment, request.Service, request.Branch));
        Assert.Equal(ExitCode.Done, await terminal.RunAsync("deploy --service api --end"));
        Assert.Equal(("end-claim", 7L), daemon.Core.Commands.Received[1]);
        Assert.Equal(ExitCode.Failed, await terminal.RunAsync("deploy --service web --end"));
        Assert.Equal("Nobody claims web.", terminal.Errors[^1]);
    }

    [Theory]
    [InlineData("deploy --branch x", "--branch needs --service.")]
    [InlineData("deploy --end", "--end needs --service.")]
    [InlineData("deploy --service api", "--service needs --branch BRANCH, or --end.")]
    [InlineData("deploy --service api --branch x --wait", "--wait has no meaning with --service: a running Kayron deploys what is claimed.")]
    [InlineData("deploy --service api --branch x --for long", "--for is \"long\": it must be a duration such as 250ms, 10s or 30m.")]
    [InlineData("simulate --at tomorrow", "--at is \"tomorrow\": it must be a time such as 2026-11-27T17:00+01:00, or 2026-11-27T16:00 for UTC.")]
    [InlineData("simulate --at 2026-11-27", "--at is \"2026-11-27\": it must be a time such as 2026-11-27T17:00+01:00, or 2026-11-27T16:00 for UTC.")]
    [InlineData("simulate --format csv", "Argument 'csv' not recognized. Must be one of: 'text' 'json'")]
    [InlineData("override c1 --reason x", "Option '--incident' is required.")]
    [InlineData("override c1 --incident https://a.example", "Option '--reason' is required.")]
    [InlineData("retry", "Required argument 'ID' missing for command: 'retry'.")]
    [InlineData("approve", "Required argument 'ID' missing for command: 'approve'.")]
    [InlineData("rollback five --reason x", "Cannot parse argument 'five' for command 'rollback' as expected type 'System.Int64'.")]
    public async Task Wrong_usage_names_the_flag(string arguments, string sentence)
    {
        using var terminal = new Terminal();
        Assert.Equal(ExitCode.Usage, await terminal.RunAsync(arguments));
        Assert.Equal(sentence, terminal.Errors[0]);
    }

    [Fact]
    public async Task Without_a_token_or_a_kayron_it_says_how_to_get_there()
    {
        using var terminal = new Terminal();
        Assert.Equal(ExitCode.Usage, await terminal.RunAsync("status"));
        Assert.StartsWith("KAYRON_API_TOKEN is not set: this command speaks to the Kayron at http://127.0.0.1:7777/, which wants a token. Make one there under Settings", terminal.Errors[0]);
        terminal["KAYRON_API_TOKEN"] = "some-token";
        terminal["KAYRON_URL"] = "127.0.0.1";
        Assert.Equal(ExitCode.Usage, await terminal.RunAsync("status"));
        Assert.StartsWith("KAYRON_URL must be an address", terminal.Errors[1]);
        terminal["KAYRON_URL"] = "http://127.0.0.1:1";
        Assert.Equal(ExitCode.Failed, await terminal.RunAsync("status"));
        Assert.StartsWith("No Kayron answers at http://127.0.0.1:1 (", terminal.Errors[2]);
        Assert.DoesNotContain("some-token", string.Join(' ', terminal.Errors));
    }

    [Fact]
    public async Task An_unknown_token_is_said_to_be_one()
    {
        await using var daemon = await TestDaemon.StartAsync();
        using var terminal = daemon.Terminal();
        terminal["KAYRON_API_TOKEN"] = "another-one";
        Assert.Equal(ExitCode.Failed, await terminal.RunAsync("status"));
        Assert.Equal(["KAYRON_API_TOKEN is not known to that Kayron, or has expired. Make another under Settings."], terminal.Errors);
    }

    [Fact]
    public async Task Audit_verify_names_the_first_altered_row_through_the_api_and_from_the_file()
    {
        await using var daemon = await TestDaemon.StartAsync();
        using var terminal = daemon.Terminal();
        Assert.Equal(ExitCode.Done, await terminal.RunAsync("audit verify"));
        Assert.StartsWith("The audit log is intact: 4 rows. Its head is 4:abc", terminal.Output);
        daemon.Core.World.AuditFault = 12;
        terminal.Clear();
        Assert.Equal(ExitCode.Failed, await terminal.RunAsync("audit verify"));
        Assert.StartsWith("The audit log was altered, first at id 12: row 12 is not what was written.", terminal.Output);

        await using var store = await StoreWorld.StartAsync();
        for (var row = 0; row < 3; row++) await store.Get<IPauseCommands>().PauseAsync(StoreWorld.Someone("grace", Role.Operator), new PauseRequest("testing", null, "x", null), TestContext.Current.CancellationToken);
        terminal.Clear();
        Assert.Equal(ExitCode.Done, await terminal.RunAsync($"audit verify --data {store.Data} --format json"));
        Assert.Equal(3, JsonDocument.Parse(terminal.Output).RootElement.GetProperty("rows").GetInt32());
        store.Execute("DROP TRIGGER audit_never_updated; UPDATE audit SET Detail = 'y' WHERE Id = 2");
        terminal.Clear();
        Assert.Equal(ExitCode.Failed, await terminal.RunAsync($"audit verify --data {store.Data}"));
        Assert.StartsWith("The audit log was altered, first at id 2:", terminal.Output);
        Assert.Equal(ExitCode.Usage, await terminal.RunAsync("audit verify --data nowhere"));
        Assert.StartsWith("--data: there is no database ", terminal.Errors[^1]);
    }
}
