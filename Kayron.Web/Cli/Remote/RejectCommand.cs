using System.CommandLine;
using Kayron.Core.Queries;

namespace Kayron.Web.Cli.Remote;

/// <summary>One rejection ends a change; the same inputs stay closed until one of them changes.</summary>
internal static class RejectCommand
{
    public static Command Create(CommandContext context)
    {
        var id = new Argument<string>("ID") { Description = "The change." };
        var comment = new Option<string?>("--comment") { Description = "Why.", HelpName = "TEXT" };
        var command = new Command("reject", "Reject a change. The same inputs stay closed until one of them changes.") { id, comment };
        command.SetApiAction(context, async (result, api, cancellationToken) =>
        {
            var change = await api.SendAsync<ChangeView>(HttpMethod.Post, $"changes/{RemoteCommand.Part(result.GetValue(id)!)}/reject", new { comment = result.GetValue(comment) }, cancellationToken);
            await context.Output.WriteLineAsync(Printable.Of($"Change {change.Id} to {change.Environment} is {change.State}: {change.Waiting}"));
            return ExitCode.Done;
        });
        return command;
    }
}
