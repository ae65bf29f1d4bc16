using System.CommandLine;
using Kayron.Core.Queries;

namespace Kayron.Web.Cli.Remote;

/// <summary>Approves what it shows: the fingerprint it sends is the one of the change it printed, so that nothing is approved unseen.</summary>
internal static class ApproveCommand
{
    public static Command Create(CommandContext context)
    {
        var id = new Argument<string>("ID") { Description = "The change." };
        var comment = new Option<string?>("--comment") { Description = "Why.", HelpName = "TEXT" };
        var check = new ChangeCheck();
        var command = new Command("approve", "Show a change and approve exactly what was shown.") { id, check.Fingerprint, check.Confirm, comment, check.Yes };
        command.SetApiAction(context, async (result, api, cancellationToken) =>
        {
            var change = await api.GetAsync<ChangeView>($"changes/{RemoteCommand.Part(result.GetValue(id)!)}", cancellationToken);
            await context.Output.WriteLineAsync(ChangeText.Write(change));
            if (await check.AskAsync(context, result, change, "Approve", "approved", cancellationToken) is not { } confirm) return ExitCode.Failed;
            var after = await api.SendAsync<ChangeView>(HttpMethod.Post, $"changes/{RemoteCommand.Part(change.Id)}/approve",
                new { fingerprint = change.Fingerprint, comment = result.GetValue(comment), confirm }, cancellationToken);
            await context.Output.WriteLineAsync(Printable.Of($"Approved {ChangeText.Fingerprint(change)}. Change {after.Id} is {after.State}: {after.Waiting}"));
            return ExitCode.Done;
        });
        return command;
    }
}
