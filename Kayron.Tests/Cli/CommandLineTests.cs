using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Kayron.Tests.Support;
using Kayron.Web.Cli;

namespace Kayron.Tests.Cli;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("frobnicate", "Unrecognized command or argument 'frobnicate'.")]
    [InlineData("plan --format yaml", "Argument 'yaml' not recognized. Must be one of: 'text' 'json'")]
    [InlineData("deploy --timeout soon", "--timeout is \"soon\": it must be a duration such as 250ms, 10s or 30m.")]
    [InlineData("sandbox --pace 0", "--pace must be a number above 0, at most 10000.")]
    [InlineData("sandbox --github-port 99999", "--github-port must be a port from 0 to 65535.")]
    public async Task Wrong_usage_is_said_in_a_sentence_with_where_to_find_help(string arguments, string sentence)
    {
        using var terminal = new Terminal();
        Assert.Equal(ExitCode.Usage, await terminal.RunAsync(arguments));
        var lines = terminal.Errors;
        Assert.Equal(sentence, lines[0]);
        Assert.StartsWith("Run 'kayron", lines[1]);
    }

    [Fact]
    public async Task Help_lists_every_command()
    {
        using var terminal = new Terminal();
        Assert.Equal(ExitCode.Done, await terminal.RunAsync("--help"));
        foreach (var command in new[] { "daemon", "sandbox", "lint", "plan", "deploy", "version" }) Assert.Contains($"  {command} ", terminal.Output);
    }

    [Fact]
    public async Task Version_says_what_was_built_one_thing_a_line()
    {
        using var terminal = new Terminal();
        Assert.Equal(ExitCode.Done, await terminal.RunAsync("version"));
        var labels = terminal.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line[..14].TrimEnd());
        Assert.Equal(["Git Sha", "Git Tag", "Repository", "Arch", "OS", ".NET Version"], labels);
    }

    [Theory]
    [InlineData(""), InlineData("daemon"), InlineData("plan"), InlineData("deploy"), InlineData("sandbox")]
    public async Task A_tier_that_does_not_exist_ends_every_command_at_once(string command)
    {
        using var terminal = new Terminal { ["KAYRON_ENVIRONMENT"] = "prod" };
        Assert.Equal(ExitCode.Usage, await terminal.RunAsync(command));
        Assert.Equal(["KAYRON_ENVIRONMENT is \"prod\": it must be development, testing, staging or production."], terminal.Errors);
        Assert.Empty(Directory.GetFileSystemEntries(terminal.Directory));
    }

    [Theory]
    [InlineData("daemon"), InlineData("plan"), InlineData("deploy")]
    public async Task Production_without_anything_names_every_missing_key_at_once(string command)
    {
        using var terminal = new Terminal { ["KAYRON_ENVIRONMENT"] = "production" };
        Assert.Equal(ExitCode.Usage, await terminal.RunAsync(command));
        foreach (var variable in new[] { "KAYRON_GITHUB_TOKEN", "KAYRON_CLOUDFORMATION_STACK", "KAYRON_RELEASE_SOURCE", "KAYRON_S3_BUCKET" })
            Assert.Single(terminal.Errors, line => line.Contains(variable, StringComparison.Ordinal));
        Assert.Empty(Directory.GetFileSystemEntries(terminal.Directory));
    }

    [Fact]
    public async Task Outside_development_the_sandbox_cannot_be_started()
    {
        using var terminal = new Terminal { ["KAYRON_ENVIRONMENT"] = "staging" };
        Assert.Equal(ExitCode.Usage, await terminal.RunAsync("sandbox"));
        Assert.Equal(["The sandbox cannot be started where KAYRON_ENVIRONMENT is staging."], terminal.Errors);
    }

    [Fact]
    public async Task A_dotenv_file_is_loaded_and_what_is_really_set_wins_under_either_name()
    {
        using var terminal = new Terminal { ["KAYRON_ENVIRONMENT"] = "production", ["Kayron__Interval"] = "soon", ["KAYRON_LOG_LEVEL"] = "loud" };
        terminal.Write("settings.env", "KAYRON_INTERVAL=later\nKAYRON_LOG_LEVEL=louder\nexport KAYRON_HTTP_PORT=\"http\" # the port\nAWS_PROFILE=acme\n");
        Assert.Equal(ExitCode.Usage, await terminal.RunAsync("daemon --env settings.env"));
        var errors = string.Join('\n', terminal.Errors);
        foreach (var expected in new[] { "\"soon\"", "\"loud\"", "\"http\"" }) Assert.Contains(expected, errors);
        Assert.DoesNotContain("later", errors);
        Assert.Equal("acme", terminal.Exported["AWS_PROFILE"]);
    }

    [Fact]
    public async Task The_dotenv_file_of_the_working_directory_needs_no_option()
    {
        using var terminal = new Terminal();
        terminal.Write(".env", "KAYRON_ENVIRONMENT=nowhere\n");
        Assert.Equal(ExitCode.Usage, await terminal.RunAsync("plan"));
        Assert.Contains("\"nowhere\"", Assert.Single(terminal.Errors));
    }

    [Fact]
    public async Task A_dotenv_file_that_does_not_exist_is_named()
    {
        using var terminal = new Terminal();
        Assert.Equal(ExitCode.Usage, await terminal.RunAsync("daemon --env missing.env"));
        Assert.Equal(["--env: the file missing.env does not exist."], terminal.Errors);
    }

    [Fact]
    public async Task A_settings_file_that_is_no_JSON_is_named()
    {
        using var terminal = new Terminal();
        var file = terminal.Write("appsettings.json", "{ \"Kayron\": ");
        Directory.CreateDirectory(Path.Combine(terminal.Directory, "wwwroot"));
        Assert.Equal(ExitCode.Usage, await terminal.RunAsync("daemon"));
        Assert.StartsWith(file, Assert.Single(terminal.Errors));
    }

    [Fact]
    public async Task The_sandbox_prints_where_it_is_and_serves_until_it_is_stopped()
    {
        using var terminal = new Terminal();
        using var stop = new CancellationTokenSource();
        var running = terminal.RunAsync("sandbox --github-port 0 --aws-port 0 --scenario empty --pace 2.5 --latency 1ms", stop.Token);
        var line = JsonDocument.Parse(await terminal.FirstLineAsync()).RootElement;
        Assert.Equal(["github", "aws", "githubToken", "accessKeyId", "secretAccessKey", "region", "repositories"], line.EnumerateObject().Select(property => property.Name));
        using var client = new HttpClient();
        using var calls = await client.GetAsync(line.GetProperty("github").GetString() + "_sandbox/calls", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, calls.StatusCode);
        await stop.CancelAsync();
        Assert.Equal(ExitCode.Done, await running);
    }

    [Fact]
    public async Task A_port_of_the_sandbox_that_was_asked_for_and_is_taken_is_said_in_one_sentence()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        using var terminal = new Terminal();
        Assert.Equal(ExitCode.Failed, await terminal.RunAsync($"sandbox --github-port {((IPEndPoint)other.LocalEndpoint).Port} --aws-port 0 --scenario empty"));
        Assert.Contains("is taken", Assert.Single(terminal.Errors));
    }
}
