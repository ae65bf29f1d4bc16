using System.Text.Json;
using Kayron.Tests.Support;
using Kayron.Web.Cli;

namespace Kayron.Tests.Cli;

/// <summary>Commands that reconcile, on a sandbox of their own.</summary>
public sealed class OneShotTests
{
    [Fact]
    public async Task Plan_shows_what_would_be_done_and_who_has_a_say_and_changes_nothing()
    {
        // A token that is meant for github.com, as a developer's shell may hold, is not sent to the sandbox.
        using var terminal = new Terminal { ["KAYRON_GITHUB_TOKEN"] = "of-another-world" };
        Assert.Equal(ExitCode.Held, await terminal.RunAsync("plan --environment production"));
        foreach (var part in new[] { "production: stack ", "Releases\n", "Parameters\n", "Policies\n", "It would wait for approval." }) Assert.Contains(part, terminal.Output);

        Assert.Equal(ExitCode.Failed, await terminal.RunAsync("plan --environment production --exit-code"));

        terminal.Clear();
        Assert.Equal(ExitCode.Held, await terminal.RunAsync("plan --environment production --format json"));
        var plan = Assert.Single(JsonDocument.Parse(terminal.Output).RootElement.GetProperty("environments").EnumerateArray());
        Assert.Equal(("production", "awaiting-approval"), (plan.GetProperty("environment").GetString(), plan.GetProperty("verdict").GetString()));
        foreach (var name in new[] { "releases", "drift", "parameters", "decisions" }) Assert.NotEqual(0, plan.GetProperty(name).GetArrayLength());
        Assert.Empty(terminal.Errors);
    }

    [Fact]
    public async Task Deploy_stops_where_a_policy_holds_and_where_the_update_has_begun()
    {
        using var terminal = new Terminal();
        Assert.Equal(ExitCode.Held, await terminal.RunAsync("deploy --environment production"));
        Assert.Contains("needs 1 approval", terminal.Output);
        Assert.Equal(ExitCode.Done, await terminal.RunAsync("deploy --environment testing"));
        Assert.Contains("testing: the update has begun", terminal.Output);
        Assert.Equal(ExitCode.Held, await terminal.RunAsync("deploy --environment production --force"));
    }

    [Theory]
    [InlineData("plan"), InlineData("deploy")]
    public async Task An_environment_that_does_not_exist_is_answered_with_those_that_do(string command)
    {
        using var terminal = new Terminal();
        Assert.Equal(ExitCode.Usage, await terminal.RunAsync($"{command} --environment prod"));
        Assert.Equal(["--environment: there is no environment prod; known are testing, staging, production."], terminal.Errors);
    }

    [Fact]
    public async Task Two_processes_cannot_run_the_sandbox_of_one_data_directory()
    {
        using var terminal = new Terminal();
        await using var other = await Kayron.Web.Sandbox.EmbeddedSandbox.StartAsync(Path.Combine(terminal.Directory, "data"), TestContext.Current.CancellationToken);
        Assert.Equal(ExitCode.Failed, await terminal.RunAsync("daemon"));
        Assert.StartsWith("Another Kayron runs the sandbox in ", Assert.Single(terminal.Errors));
        // A one-shot command joins the one that runs.
        Assert.Equal(ExitCode.Held, await terminal.RunAsync("plan --environment production"));
    }
}
