using System.CommandLine;
using System.CommandLine.Invocation;

namespace Kayron.Web.Cli;

/// <summary>Parses the arguments, runs the command, and turns whatever goes wrong into one sentence and an exit code.</summary>
public static class CommandLine
{
    public static async Task<int> RunAsync(string[] arguments, CommandContext context, CancellationToken cancellationToken)
    {
        var result = Commands.CreateRoot(context).Parse(arguments);
        if (result.Action is ParseErrorAction) return ReportUsage(result, context);
        try
        {
            return await result.InvokeAsync(Configure(context), cancellationToken);
        }
        catch (CommandException failure)
        {
            return await ReportAsync(context, failure, failure.ExitCode);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return await ReportAsync(context, new CommandException(ExitCode.Failed, "Interrupted."), ExitCode.Failed);
        }
        catch (Exception failure)
        {
            return await ReportAsync(context, failure, ExitCode.Failed);
        }
    }

    /// <summary>Signals are ours: System.CommandLine would kill the process two seconds after the first.</summary>
    private static InvocationConfiguration Configure(CommandContext context) =>
        new() { Output = context.Output, Error = context.Error, ProcessTerminationTimeout = null, EnableDefaultExceptionHandler = false };

    private static int ReportUsage(ParseResult result, CommandContext context)
    {
        var words = result.Errors[0].Message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        context.Error.WriteLine(string.Join(' ', words));
        context.Error.WriteLine($"Run '{CommandPath(result)} --help' for its usage.");
        return ExitCode.Usage;
    }

    private static async Task<int> ReportAsync(CommandContext context, Exception failure, int exitCode)
    {
        await context.Error.WriteLineAsync(IsDebug(context) ? failure.ToString() : failure.Message);
        return exitCode;
    }

    private static bool IsDebug(CommandContext context) => context.Variables.TryGetValue("KAYRON_LOG_LEVEL", out var level) && level == "debug";

    private static string CommandPath(ParseResult result)
    {
        var command = result.CommandResult.Command;
        return command is RootCommand ? "kayron" : $"kayron {command.Name}";
    }
}
