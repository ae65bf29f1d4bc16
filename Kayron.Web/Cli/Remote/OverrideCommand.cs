using System.CommandLine;
using Kayron.Core.Queries;

namespace Kayron.Web.Cli.Remote;

/// <summary>Break-glass for one change, which it shows first, as approving does.</summary>
internal static class OverrideCommand
{
    public static Command Create(CommandContext context)
    {
        var id = new Argument<string>("ID") { Description = "The change." };
        var reason = RemoteCommand.Reason("Why its gates are passed, for those who review it.");
        var incident = new Option<string>("--incident") { Description = "The incident's address, http or https.", HelpName = "URL", Required = true };
        reason.Required = true;
        var check = new ChangeCheck();
        var command = new Command("override", "Break the glass: show a change, and let it start past its holds, approvals and denials. Administrators only; announced, and reviewed by another person.")
        {
            id, reason, incident, check.Fingerprint, check.Confirm, check.Yes,
        };
        command.SetApiAction(context, async (result, api, cancellationToken) =>
        {
            var change = await api.GetAsync<ChangeView>($"changes/{RemoteCommand.Part(result.GetValue(id)!)}", cancellationToken);
            await context.Output.WriteLineAsync(ChangeText.Write(change));
            if (await check.AskAsync(context, result, change, "Override every gate of", "overridden", cancellationToken) is not { } confirm) return ExitCode.Failed;
            var after = await api.SendAsync<ChangeView>(HttpMethod.Post, $"changes/{RemoteCommand.Part(change.Id)}/override",
                new { reason = result.GetValue(reason), incident = result.GetValue(incident), confirm, fingerprint = change.Fingerprint }, cancellationToken);
            await context.Output.WriteLineAsync(Printable.Of($"Change {after.Id} passes its gates, and starts as soon as its stack can be updated. It is announced, and listed on the page Policies until another person has reviewed it."));
            return ExitCode.Done;
        });
        return command;
    }
}
