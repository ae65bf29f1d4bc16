using Kayron.Web.Logging;
using Kayron.Web.Sandbox;

namespace Kayron.Web.Cli;

/// <summary>Tells a person at the terminal where to go. Where nobody reads along, only the new administrator's token is written, as a log line.</summary>
internal sealed class StartupNotice(CommandContext context, LogLevel level)
{
    public void Starting()
    {
        if (context.Interactive && level <= LogLevel.Information) context.Output.WriteLine("Starting the sandbox: an emulated GitHub and AWS. The first start takes a few seconds.");
    }

    /// <param name="token">The administrator's, where it was made now. It is shown here and never again.</param>
    public void Started(Uri? address, EmbeddedSandbox? sandbox, string? token)
    {
        if (!context.Interactive)
        {
            if (token is not null) context.Output.WriteLine(JsonFormat.Format(new LogLine(TimeProvider.System.GetUtcNow(), LogLevel.Information, "administrator token was created and is shown once", "Kayron", [new("token", token)])));
            return;
        }
        context.Output.WriteLine();
        if (address is not null) Line("Dashboard", address.ToString());
        if (sandbox is not null)
        {
            Line("Sign in as", string.Join(", ", sandbox.Accounts.People.Select(person => $"{person.Login} ({person.RoleInWords})")));
            Line("Repositories", $"{sandbox.Description.Repositories} - edit a file there, and it is a push");
        }
        if (token is not null) Line("Token", $"{token} - the administrator's, shown this once");
        Line("Stop", "Ctrl+C");
        context.Output.WriteLine();
    }

    private void Line(string label, string text) => context.Output.WriteLine($"  {label,-14}{text}");
}
