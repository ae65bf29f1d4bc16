using System.CommandLine;
using Kayron.Core.Queries;

namespace Kayron.Web.Cli.Remote;

/// <summary>Whether a person wants exactly the change that was printed: the fingerprint they pinned, what is removed or replaced typed by name, and a yes.</summary>
internal sealed class ChangeCheck
{
    private const int LeastFingerprint = 6;

    public Option<string?> Fingerprint { get; } = new("--fingerprint") { Description = "Only if the change still has this fingerprint, or one that begins so.", HelpName = "FINGERPRINT" };
    public Option<string[]> Confirm { get; } = new("--confirm") { Description = "Logical id of what is removed or replaced; may be given several times.", HelpName = "LOGICALID" };
    public Option<bool> Yes { get; } = new("--yes") { Description = "Do not ask; needed where nobody can be asked." };

    /// <param name="verb">Begins the question: <c>Approve</c>.</param>
    /// <param name="done">What did not happen where they change their mind: <c>approved</c>.</param>
    /// <returns>The logical ids that were typed or given; null: they changed their mind, which was said.</returns>
    /// <exception cref="CommandException">It is another change than the one they pinned, or nobody can be asked.</exception>
    public async Task<IReadOnlyList<string>?> AskAsync(CommandContext context, ParseResult result, ChangeView change, string verb, string done, CancellationToken cancellationToken)
    {
        CheckFingerprint(change, result.GetValue(Fingerprint));
        var confirmed = new List<string>(result.GetValue(Confirm) ?? []);
        if (result.GetValue(Yes)) return confirmed;
        if (context.Input is not { } input) throw new CommandException(ExitCode.Usage, "--yes is needed where nobody can be asked; --fingerprint makes sure that it is about what you looked at.");
        foreach (var logicalId in change.Confirmations.Except(confirmed).ToList())
        {
            await context.Output.WriteAsync(Printable.Of($"Type {logicalId}, which is removed or replaced: "));
            if ((await input.ReadLineAsync(cancellationToken))?.Trim() != logicalId) return await SayAsync(context, $"That is not what is removed or replaced. Nothing was {done}.");
            confirmed.Add(logicalId);
        }
        await context.Output.WriteAsync($"{verb} {ChangeText.Fingerprint(change)}? [y/N] ");
        return (await input.ReadLineAsync(cancellationToken))?.Trim() is "y" or "Y" or "yes" ? confirmed : await SayAsync(context, $"Nothing was {done}.");
    }

    private static void CheckFingerprint(ChangeView change, string? expected)
    {
        if (expected is null) return;
        if (expected.Length < LeastFingerprint) throw new CommandException(ExitCode.Usage, $"--fingerprint must have at least {LeastFingerprint} characters.");
        if (!change.Fingerprint.StartsWith(expected, StringComparison.OrdinalIgnoreCase))
            throw new CommandException(ExitCode.Failed, Printable.Of($"Refused: change {change.Id} has the fingerprint {ChangeText.Fingerprint(change)}, not {expected}: it is not what you looked at. (stale-fingerprint)"));
    }

    private static async Task<IReadOnlyList<string>?> SayAsync(CommandContext context, string sentence)
    {
        await context.Error.WriteLineAsync(sentence);
        return null;
    }
}
