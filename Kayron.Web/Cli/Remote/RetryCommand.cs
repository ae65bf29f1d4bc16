using System.CommandLine;
using Kayron.Core.Queries;

namespace Kayron.Web.Cli.Remote;

/// <summary>What failed is tried once more, through every other gate.</summary>
internal static class RetryCommand
{
    public static Command Create(CommandContext context)
    {
        var id = new Argument<string>("ID") { Description = "The change that failed, or the open one that is held because the same failed." };
        var reason = RemoteCommand.Reason("Why it should work now.");
        var command = new Command("retry", "Let what failed be tried once more. Every other gate holds.") { id, reason };
        command.SetApiAction(context, async (result, api, cancellationToken) =>
        {
            var change = await api.SendAsync<ChangeView>(HttpMethod.Post, $"changes/{RemoteCommand.Part(result.GetValue(id)!)}/retry", new { reason = result.GetValue(reason) }, cancellationToken);
            await context.Output.WriteLineAsync(Printable.Of($"What change {change.Id} would apply to {change.Environment} may be tried once more; 'kayron status --why {change.Environment}' shows what it waits for."));
            return ExitCode.Done;
        });
        return command;
    }
}
