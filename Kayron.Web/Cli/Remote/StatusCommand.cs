using System.CommandLine;
using System.Text.Json;
using Kayron.Core.Queries;

namespace Kayron.Web.Cli.Remote;

/// <summary>What runs where, what should, and what it waits for.</summary>
internal static class StatusCommand
{
    public static Command Create(CommandContext context)
    {
        var environment = RemoteCommand.Environment();
        environment.Description = "The environment (default: every one).";
        var format = RemoteCommand.Format();
        var command = new Command("status", "Show what runs where, what should run, and what it waits for, as a running Kayron knows it.") { environment, format };
        command.SetApiAction(context, async (result, api, cancellationToken) =>
        {
            IReadOnlyList<EnvironmentView> environments = result.GetValue(environment) is { } name
                ? [await api.GetAsync<EnvironmentView>($"environments/{RemoteCommand.Part(name)}", cancellationToken)]
                : await api.ListAsync<EnvironmentView>("environments", cancellationToken);
            await context.Output.WriteLineAsync(result.GetValue(format) == "json" ? JsonSerializer.Serialize(new { environments }, KayronApi.Json) : string.Join("\n\n", environments.Select(StatusText.Write)));
            return ExitCode.Done;
        });
        return command;
    }
}
