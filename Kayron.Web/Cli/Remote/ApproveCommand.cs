using System.CommandLine;
using Kayron.Core.Queries;

namespace Kayron.Web.Cli.Remote;

/// <summary>Approves what it shows: the fingerprint it sends is the one of the change it printed, so that nothing is approved unseen.</summary>
internal static class ApproveCommand
{
    public static Command Create(CommandContext context)
    {
        var id = new Argument<string>("ID") { Description = "The change." };
        var fingerprint = new Option<string?>("--fingerprint") { Description = "Only if the change still has this fingerprint, or one that begins so.", HelpName = "FINGERPRINT" };
        var confirm = new Option<string[]>("--confirm") { Description = "Logical id of what is removed or replaced; may be given several times.", HelpName = "LOGICALID" };
        var comment = new Option<string?>("--comment") { Description = "Why.", HelpName = "TEXT" };
        var yes = new Option<bool>("--yes") { Description = "Do not ask; needed where nobody can be asked." };
        var command = new Command("approve", "Show a change and approve exactly what was shown.") { id, fingerprint, confirm, comment, yes };
        command.SetApiAction(context, async (result, api, cancellationToken) =>
        {
            var change = await api.GetAsync<ChangeView>($"changes/{RemoteCommand.Part(result.GetValue(id)!)}", cancellationToken);
            await context.Output.WriteLineAsync(ChangeText.Write(change));
            CheckFingerprint(change, result.GetValue(fingerprint));
            var confirmed = new List<string>(result.GetValue(confirm) ?? []);
            if (!result.GetValue(yes) && !await AskAsync(context, change, confirmed, cancellationToken)) return ExitCode.Failed;
            var after = await api.SendAsync<ChangeView>(HttpMethod.Post, $"changes/{RemoteCommand.Part(change.Id)}/approve",
                new { fingerprint = change.Fingerprint, comment = result.GetValue(comment), confirm = confirmed }, cancellationToken);
            await context.Output.WriteLineAsync(Printable.Of($"Approved {ChangeText.Fingerprint(change)}. Change {after.Id} is {after.State}: {after.Waiting}"));
            return ExitCode.Done;
        });
        return command;
    }

    private static void CheckFingerprint(ChangeView change, string? expected)
    {
        const int least = 6;
        if (expected is null) return;
        if (expected.Length < least) throw new CommandException(ExitCode.Usage, $"--fingerprint must have at least {least} characters.");
        if (!change.Fingerprint.StartsWith(expected, StringComparison.OrdinalIgnoreCase))
            throw new CommandException(ExitCode.Failed, Printable.Of($"Refused: change {change.Id} has the fingerprint {ChangeText.Fingerprint(change)}, not {expected}: it is not what you looked at. (stale-fingerprint)"));
    }

    /// <returns>False: they changed their mind.</returns>
    private static async Task<bool> AskAsync(CommandContext context, ChangeView change, List<string> confirmed, CancellationToken cancellationToken)
    {
        if (context.Input is not { } input) throw new CommandException(ExitCode.Usage, "--yes is needed where nobody can be asked; --fingerprint makes sure that it approves what you looked at.");
        foreach (var logicalId in change.Confirmations.Except(confirmed).ToList())
        {
            await context.Output.WriteAsync(Printable.Of($"Type {logicalId}, which is removed or replaced: "));
            if ((await input.ReadLineAsync(cancellationToken))?.Trim() != logicalId) return await SayAsync(context, "That is not what is removed or replaced. Nothing was approved.");
            confirmed.Add(logicalId);
        }
        await context.Output.WriteAsync($"Approve {ChangeText.Fingerprint(change)}? [y/N] ");
        return (await input.ReadLineAsync(cancellationToken))?.Trim() is "y" or "Y" or "yes" || await SayAsync(context, "Nothing was approved.");
    }

    private static async Task<bool> SayAsync(CommandContext context, string sentence)
    {
        await context.Error.WriteLineAsync(sentence);
        return false;
    }
}
