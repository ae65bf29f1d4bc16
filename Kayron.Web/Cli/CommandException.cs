namespace Kayron.Web.Cli;

/// <summary>Ends a command with an exit code.</summary>
/// <param name="message">For people: one readable sentence that names the key, file or flag at fault, or one line for each of several.</param>
public sealed class CommandException(int exitCode, string message, Exception? cause = null) : Exception(message, cause)
{
    public int ExitCode { get; } = exitCode;
}
