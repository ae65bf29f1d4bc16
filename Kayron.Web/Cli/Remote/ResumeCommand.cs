using System.CommandLine;
using Kayron.Core.Queries;

namespace Kayron.Web.Cli.Remote;

/// <summary>Ends a pause: the one with an id, or the only one of an environment or service.</summary>
internal static class ResumeCommand
{
    public static Command Create(CommandContext context)
    {
        var id = new Argument<long?>("ID") { Description = "The pause (default: the only one that fits).", Arity = ArgumentArity.ZeroOrOne };
        var environment = RemoteCommand.Environment();
        var service = new Option<string?>("--service") { Description = "The service.", HelpName = "NAME" };
        var reason = RemoteCommand.Reason("Why it goes on.");
        var command = new Command("resume", "End a pause. What waited for it starts where nothing else holds it.") { id, environment, service, reason };
        command.SetApiAction(context, async (result, api, cancellationToken) =>
        {
            var pause = result.GetValue(id) ?? Choose(await api.ListAsync<PauseView>("pauses", cancellationToken), result.GetValue(environment), result.GetValue(service)).Id;
            await api.SendAsync(HttpMethod.Delete, $"pauses/{pause}", new { reason = result.GetValue(reason) }, cancellationToken);
            await context.Output.WriteLineAsync($"Resumed (pause {pause}).");
            return ExitCode.Done;
        });
        return command;
    }

    private static PauseView Choose(IReadOnlyList<PauseView> pauses, string? environment, string? service)
    {
        var fitting = pauses.Where(pause => (environment is null || pause.Environment == environment) && (service is null || pause.Service == service)).ToList();
        return fitting switch
        {
            [var only] => only,
            [] => throw new CommandException(ExitCode.Failed, "Nothing of that is paused."),
            _ => throw new CommandException(ExitCode.Usage, Printable.Of($"Several pauses fit; say which by its ID: {string.Join(", ", fitting.Select(Describe))}.")),
        };
    }

    private static string Describe(PauseView pause) => $"{pause.Id} ({pause.Environment ?? "every environment"}, {pause.Service ?? "every service"}: {pause.Reason})";
}
