using System.CommandLine;
using System.Text.Json;
using Kayron.Core.Queries;

namespace Kayron.Web.Cli.Remote;

/// <summary>What runs where, what should, what it waits for, and why.</summary>
internal static class StatusCommand
{
    public static Command Create(CommandContext context)
    {
        var environment = RemoteCommand.Environment();
        environment.Description = "The environment (default: every one).";
        var why = new Option<string?>("--why")
        {
            Description = "Why is it not deployed? Each gate, what it saw, and who can let it pass: of a release, or of whatever is behind in an environment (default: in every one).",
            HelpName = "ENVIRONMENT or RELEASE", Arity = ArgumentArity.ZeroOrOne,
        };
        var format = RemoteCommand.Format();
        var command = new Command("status", "Show what runs where, what should run, and what it waits for, as a running Kayron knows it.") { environment, why, format };
        command.SetApiAction(context, async (result, api, cancellationToken) =>
        {
            var json = result.GetValue(format) == "json";
            IReadOnlyList<EnvironmentView> environments = result.GetValue(environment) is { } name
                ? [await api.GetAsync<EnvironmentView>($"environments/{RemoteCommand.Part(name)}", cancellationToken)]
                : await api.ListAsync<EnvironmentView>("environments", cancellationToken);
            await context.Output.WriteLineAsync(result.GetResult(why) is { Implicit: false }
                ? await new WhyRun(api, environments).RunAsync(result.GetValue(why), json, cancellationToken)
                : json ? JsonSerializer.Serialize(new { environments }, KayronApi.Json) : string.Join("\n\n", environments.Select(StatusText.Write)));
            return ExitCode.Done;
        });
        return command;
    }
}
