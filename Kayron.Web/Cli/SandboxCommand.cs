using System.CommandLine;
using System.Globalization;
using Kayron.Core.Configuration;
using Kayron.Sandbox;

namespace Kayron.Web.Cli;

/// <summary>The emulators alone, for scripts and tests.</summary>
public static class SandboxCommand
{
    public static Command Create(CommandContext context)
    {
        var gitHubPort = Port("--github-port", SandboxOptions.DefaultGitHubPort, "GitHub");
        var awsPort = Port("--aws-port", SandboxOptions.DefaultAwsPort, "AWS");
        var scenario = new Option<string>("--scenario") { Description = "acme, empty or scale:ENVIRONMENTSxSERVICES.", HelpName = "NAME", DefaultValueFactory = _ => "acme" };
        var latency = new Option<TimeSpan>("--latency") { Description = "Delay every answer: 50ms, 1s.", HelpName = "DURATION", CustomParser = DurationOption.Parse, DefaultValueFactory = _ => TimeSpan.Zero };
        var pace = new Option<double>("--pace") { Description = "How many times faster than usual stack updates run.", HelpName = "FACTOR", DefaultValueFactory = _ => 1 };
        pace.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && !(double.TryParse(result.Tokens[0].Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var factor) && factor is > 0 and <= 10_000))
                result.AddError("--pace must be a number above 0, at most 10000.");
        });
        var command = new Command("sandbox", "Run only the embedded GitHub and AWS emulators. Prints where they are as one line of JSON, then serves until it is stopped.")
        {
            gitHubPort, awsPort, scenario, latency, pace,
        };
        command.SetAction((result, cancellationToken) => RunAsync(context, result.GetValue(Commands.EnvFile), new SandboxOptions
        {
            GitHubPort = result.GetValue(gitHubPort),
            AwsPort = result.GetValue(awsPort),
            PortsRequired = true,
            Scenario = result.GetValue(scenario)!,
            Latency = result.GetValue(latency),
            Pace = result.GetValue(pace),
        }, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, string? envFile, SandboxOptions options, CancellationToken cancellationToken)
    {
        var tier = ConfigurationSources.Open(envFile, context).ReadTier();
        if (tier != Tier.Development) throw new CommandException(ExitCode.Usage, $"The sandbox cannot be started where {ProcessTier.Variable} is {tier.ToString().ToLowerInvariant()}.");
        await using var sandbox = await SandboxHost.StartAsync(options, ct: cancellationToken);
        await context.Output.WriteLineAsync(sandbox.Description.ToJson());
        await context.Output.FlushAsync(cancellationToken);
        await Termination.WaitAsync(cancellationToken);
        return ExitCode.Done;
    }

    /// <summary>Not given: the default, or the next free one. Given: that one or none.</summary>
    private static Option<int?> Port(string name, int usual, string of)
    {
        var option = new Option<int?>(name) { Description = $"Port of the emulated {of} on 127.0.0.1; 0 for any (default: {usual}, or the next free one).", HelpName = "PORT" };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && !(int.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port <= ushort.MaxValue))
                result.AddError($"{name} must be a port from 0 to 65535.");
        });
        return option;
    }
}
