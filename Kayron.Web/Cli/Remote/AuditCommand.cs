using System.CommandLine;
using System.Text.Json;
using Kayron.Core.Queries;
using Kayron.Core.Storage;

namespace Kayron.Web.Cli.Remote;

/// <summary>Checks that the audit log is what was written, through the API or straight from a data directory.</summary>
internal static class AuditCommand
{
    public static Command Create(CommandContext context)
    {
        var data = new Option<string?>("--data") { Description = "Read the database in this directory, without a running Kayron.", HelpName = "DIR" };
        var head = new Option<string?>("--head") { Description = "A head that an earlier verification printed: the log must still hold that row.", HelpName = "ID:HASH" };
        var format = RemoteCommand.Format();
        var verify = new Command("verify", "Read the whole audit log and name the first row that is not as it was written. Exits with 1 where there is one.") { data, head, format };
        verify.SetAction(async (result, cancellationToken) =>
        {
            var verified = result.GetValue(data) is { } directory
                ? await VerifyAsync(Path.GetFullPath(directory, context.WorkingDirectory), result.GetValue(head), cancellationToken)
                : await AskAsync(context, result, result.GetValue(head), cancellationToken);
            await context.Output.WriteLineAsync(result.GetValue(format) == "json" ? JsonSerializer.Serialize(verified, KayronApi.Json) : Describe(verified));
            return verified.Intact ? ExitCode.Done : ExitCode.Failed;
        });
        return new Command("audit", "The audit log.") { verify };
    }

    private static async Task<AuditVerification> AskAsync(CommandContext context, ParseResult result, string? head, CancellationToken cancellationToken)
    {
        using var api = KayronApi.Open(context, result.GetValue(Commands.EnvFile));
        return await api.GetAsync<AuditVerification>($"audit/verify{RemoteCommand.Query(("head", head))}", cancellationToken);
    }

    private static async Task<AuditVerification> VerifyAsync(string directory, string? head, CancellationToken cancellationToken)
    {
        try
        {
            return await AuditVerifier.VerifyDirectoryAsync(directory, head, cancellationToken);
        }
        catch (DatabaseException failure)
        {
            throw new CommandException(ExitCode.Usage, $"--data: {failure.Message}.", failure);
        }
        catch (FormatException failure)
        {
            throw new CommandException(ExitCode.Usage, $"--head: {failure.Message}.", failure);
        }
    }

    private static string Describe(AuditVerification verified) => verified.Intact
        ? $"The audit log is intact: {verified.Rows} rows. Its head is {verified.Head}"
        : $"The audit log was altered, first at id {verified.FirstAltered}: {verified.Problem}.";
}
