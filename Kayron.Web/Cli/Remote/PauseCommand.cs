using System.CommandLine;
using System.Text.Json;

namespace Kayron.Web.Cli.Remote;

/// <summary>Holds deployments, with a reason and, where given, an end.</summary>
internal static class PauseCommand
{
    public static Command Create(CommandContext context)
    {
        var environment = RemoteCommand.Environment();
        environment.Description = "The environment (default: every one).";
        var service = new Option<string?>("--service") { Description = "The service (default: every one).", HelpName = "NAME" };
        var reason = RemoteCommand.Reason("Why, for those who find it paused.");
        reason.Required = true;
        var length = new Option<TimeSpan?>("--for") { Description = "How long (default: until somebody resumes it).", HelpName = "DURATION", CustomParser = result => DurationOption.Parse(result) };
        var command = new Command("pause", "Pause deployments. Looking and planning go on.") { environment, service, reason, length };
        command.SetApiAction(context, async (result, api, cancellationToken) =>
        {
            DateTimeOffset? until = result.GetValue(length) is { } time ? TimeProvider.System.GetUtcNow() + time : null;
            var request = new { environment = result.GetValue(environment), service = result.GetValue(service), reason = result.GetValue(reason), until };
            var made = await api.SendAsync<JsonElement>(HttpMethod.Post, "pauses", request, cancellationToken);
            var what = $"{request.service ?? "every service"} in {request.environment ?? "every environment"}";
            await context.Output.WriteLineAsync(Printable.Of($"Paused {what} {(until is { } end ? $"until {StatusText.Time(end)}" : "until somebody resumes it")} (pause {made.GetProperty("id")})."));
            return ExitCode.Done;
        });
        return command;
    }
}
