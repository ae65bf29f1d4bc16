using System.CommandLine;
using System.Globalization;
using System.Text.Json;

namespace Kayron.Web.Cli.Remote;

/// <summary>Goes back to what was verified before a deployment, through the gates, and keeps what was left from coming again.</summary>
internal static class RollbackCommand
{
    public static Command Create(CommandContext context)
    {
        var id = new Argument<long>("DEPLOYMENT") { Description = "The deployment to undo, by its number." };
        var reason = RemoteCommand.Reason("Why, for those who wonder.");
        reason.Required = true;
        var releases = new Option<string[]>("--release") { Description = "Only this release; may be given several times (default: all of the deployment).", HelpName = "NAME" };
        var command = new Command("rollback", "Plan the versions that were verified before a deployment, and quarantine those it brought. Every gate holds.") { id, reason, releases };
        command.SetApiAction(context, async (result, api, cancellationToken) =>
        {
            var deployment = result.GetValue(id).ToString(CultureInfo.InvariantCulture);
            var named = result.GetValue(releases) is { Length: > 0 } some ? some : null;
            var answer = await api.SendAsync<JsonElement>(HttpMethod.Post, $"deployments/{deployment}/rollback", new { reason = result.GetValue(reason), releases = named }, cancellationToken);
            var detail = answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty("detail", out var text) ? text.GetString() : null;
            await context.Output.WriteLineAsync(Printable.Of(detail ?? $"Deployment {deployment} is rolled back as soon as its gates are met."));
            return ExitCode.Done;
        });
        return command;
    }
}
