using System.CommandLine;
using System.Text.Json;
using Kayron.Core.Queries;

namespace Kayron.Web.Cli.Remote;

/// <summary>The same evaluation at another time, or under the policies of a file. Nothing is changed by asking.</summary>
internal static class SimulateCommand
{
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 16, AllowDuplicateProperties = false };

    public static Command Create(CommandContext context)
    {
        var at = new Option<DateTimeOffset?>("--at") { Description = "The time, such as 2026-11-27T17:00+01:00; without an offset it is UTC (default: now, and for past deployments when they started).", HelpName = "TIME", CustomParser = TimeOption.Parse };
        var environment = RemoteCommand.Environment();
        environment.Description = "The environment (default: every one).";
        var policies = new Option<string?>("--policies") { Description = "JSON as below Policies in the configuration; where it is silent the tier decides (default: what is in force).", HelpName = "FILE" };
        var format = RemoteCommand.Format();
        var command = new Command("simulate", "Judge the open changes and the last deployments at another time, or under other policies. Changes nothing. Exits with 3 where an open change would not start by itself.")
        {
            at, environment, policies, format,
        };
        command.SetApiAction(context, async (result, api, cancellationToken) =>
        {
            var file = result.GetValue(policies);
            var request = new { at = result.GetValue(at), environment = result.GetValue(environment), policies = file is null ? (JsonElement?)null : await ReadAsync(context, file, cancellationToken) };
            var view = await AskAsync(api, request, cancellationToken);
            await context.Output.WriteLineAsync(result.GetValue(format) == "json" ? JsonSerializer.Serialize(view, KayronApi.Json) : SimulationText.Write(view, request.at is not null, file));
            return view.Changes.Any(change => change.Verdict is "approve" or "hold" or "deny") ? ExitCode.Held : ExitCode.Done;
        });
        return command;
    }

    /// <summary>Keys of the request are named as the flags are, and told as them.</summary>
    private static async Task<SimulationView> AskAsync(KayronApi api, object request, CancellationToken cancellationToken)
    {
        const string refused = "Refused: ";
        try
        {
            return await api.SendAsync<SimulationView>(HttpMethod.Post, "simulate", request, cancellationToken);
        }
        catch (CommandException failure) when (failure.ExitCode == ExitCode.Usage && failure.Message.StartsWith(refused, StringComparison.Ordinal))
        {
            throw new CommandException(ExitCode.Usage, $"{refused}--{failure.Message[refused.Length..]}", failure);
        }
    }

    private static async Task<JsonElement> ReadAsync(CommandContext context, string given, CancellationToken cancellationToken)
    {
        var path = Path.GetFullPath(given, context.WorkingDirectory);
        try
        {
            return JsonElement.Parse(await File.ReadAllBytesAsync(path, cancellationToken), Strict);
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new CommandException(ExitCode.Usage, $"--policies: the file {given} does not exist.", failure);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(ExitCode.Usage, $"--policies: the file {given} cannot be read: {failure.Message}", failure);
        }
        catch (JsonException failure)
        {
            throw new CommandException(ExitCode.Usage, $"--policies: {given} is not valid JSON, near line {(failure.LineNumber ?? 0) + 1}.", failure);
        }
    }
}
