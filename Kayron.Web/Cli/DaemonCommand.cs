using System.CommandLine;
using Kayron.Core.Configuration;
using Kayron.Web.Hosting;
using Kayron.Web.Sandbox;

namespace Kayron.Web.Cli;

/// <summary>The long-running process.</summary>
public static class DaemonCommand
{
    public static Command Create(CommandContext context)
    {
        var command = new Command("daemon", "Run the web server and the workers, until stopped. Without configuration: on the sandbox, an emulated GitHub and AWS.");
        command.SetAction((result, cancellationToken) => RunAsync(context, result.GetValue(Commands.EnvFile), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, string? envFile, CancellationToken cancellationToken)
    {
        var sources = ConfigurationSources.Open(envFile, context);
        var onSandbox = sources.ReadTier() == Tier.Development;
        var settings = sources.Read(onSandbox ? SandboxDefaults.Placeholder : ConfigurationSources.NoDefaults);
        var notice = new StartupNotice(context, settings.LogLevel);
        if (onSandbox) notice.Starting();
        await using var sandbox = onSandbox ? await EmbeddedSandbox.StartAsync(settings.Data, cancellationToken) : null;
        if (sandbox is not null) settings = SandboxHooks.WithSecret(sources.Read(SandboxDefaults.From(sandbox.Description)));

        await using var daemon = Daemon.Build(Options(context, settings, sources.Directory, sandbox));
        var token = await daemon.StartAsync(cancellationToken);
        if (sandbox is not null) await SandboxHooks.ConnectAsync(sandbox.Host, daemon.Address, settings, cancellationToken);
        notice.Started(daemon.Address, sandbox, token);
        await Termination.WaitAsync(cancellationToken);
        await daemon.StopAsync();
        return ExitCode.Done;
    }

    private static DaemonOptions Options(CommandContext context, KayronSettings settings, string directory, EmbeddedSandbox? sandbox)
    {
        var options = new DaemonOptions { Settings = settings, ContentRoot = directory, Log = context.Output, ReadableLog = context.Interactive };
        return sandbox is null ? options : options with
        {
            Sandbox = sandbox.Info,
            Accounts = sandbox.Accounts,
            Services = services => services.AddSingleton(sandbox.Host),
        };
    }
}
