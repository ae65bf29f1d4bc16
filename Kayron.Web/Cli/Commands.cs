using System.CommandLine;
using Kayron.Web.Cli.Remote;

namespace Kayron.Web.Cli;

/// <summary>Every command, in the order that help lists them.</summary>
public static class Commands
{
    /// <summary>Understood by every command.</summary>
    public static Option<string?> EnvFile { get; } = new("--env")
    {
        Description = "Load variables from this dotenv file first (default: .env where it exists). Variables that are set already win over it.",
        HelpName = "FILE",
        Recursive = true,
    };

    public static RootCommand CreateRoot(CommandContext context)
    {
        var daemon = DaemonCommand.Create(context);
        var root = new RootCommand("Keeps CloudFormation stacks at the versions that a GitHub repository declares. Without a command: daemon.")
        {
            EnvFile, daemon, SandboxCommand.Create(context), LintCommand.Create(), PlanCommand.Create(context), DeployCommand.Create(context),
            StatusCommand.Create(context), SimulateCommand.Create(context), ApproveCommand.Create(context), RejectCommand.Create(context), OverrideCommand.Create(context),
            PauseCommand.Create(context), ResumeCommand.Create(context), RetryCommand.Create(context), RollbackCommand.Create(context), AuditCommand.Create(context), VersionCommand.Create(),
        };
        root.Action = daemon.Action;
        // "kayron --version" would print another format than "kayron version".
        foreach (var version in root.Options.OfType<VersionOption>().ToList()) root.Options.Remove(version);
        return root;
    }
}
