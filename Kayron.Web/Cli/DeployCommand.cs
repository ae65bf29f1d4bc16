using System.CommandLine;
using Kayron.Core.Queries;
using Kayron.Core.Reconcile;
using Kayron.Core.Workers;
using Kayron.Web.Cli.Remote;

namespace Kayron.Web.Cli;

/// <summary>Reconciles in this process until the change is held or executing, or, where somebody waits for it, ended.</summary>
public static class DeployCommand
{
    private static readonly TimeSpan TellingTime = TimeSpan.FromSeconds(20);

    public static Command Create(CommandContext context)
    {
        var environment = EnvironmentOption.Create();
        var force = new Option<bool>("--force") { Description = "Update the stack also where nothing differs. Passes no gate." };
        var wait = new Option<bool>("--wait") { Description = "Follow the update to its end." };
        var timeout = new Option<TimeSpan>("--timeout") { Description = "How long to go on.", HelpName = "DURATION", CustomParser = DurationOption.Parse, DefaultValueFactory = _ => TimeSpan.FromMinutes(30) };
        var claim = new ClaimArguments();
        var command = new Command("deploy", "Bring environments to their desired versions, through every gate; refused where a daemon does so already. With --service: claim a test environment of a running Kayron for a branch.")
        {
            environment, force, wait, timeout, claim.Service, claim.Branch, claim.For, claim.End,
        };
        command.Validators.Add(result => claim.Check(result, force, wait, timeout));
        command.SetAction(async (result, cancellationToken) =>
        {
            if (result.GetValue(claim.Service) is not null) return await claim.RunAsync(context, result, result.GetValue(environment), cancellationToken);
            await using var session = await OneShotSession.OpenAsync(context, result.GetValue(Commands.EnvFile), cancellationToken);
            var options = new DeployOptions(result.GetValue(force), result.GetValue(wait), result.GetValue(timeout));
            var run = new DeployRun(session.Get<Reconciler>(), new DeployProgress(session.Get<IChangeQueries>(), session.Get<IDeploymentQueries>(), context.Error), options, TimeProvider.System);
            var worst = ExitCode.Done;
            foreach (var chosen in EnvironmentOption.Choose(session.Settings, result.GetValue(environment)))
            {
                var (exitCode, sentence) = await run.RunAsync(chosen, cancellationToken);
                await (exitCode == ExitCode.Failed ? context.Error : context.Output).WriteLineAsync(Printable.Of($"{chosen.Name}: {sentence}"));
                worst = Worse(worst, exitCode);
            }
            await TellAsync(session.Get<OutboxWorker>(), cancellationToken);
            return worst;
        });
        return command;
    }

    /// <summary>No daemon may follow to tell the world outside. What cannot be told in time stays in the outbox.</summary>
    private static async Task TellAsync(OutboxWorker outbox, CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(TellingTime);
        try
        {
            await outbox.EnsureAsync(timeout.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The deployment is what was asked for; it went as it went.
        }
    }

    /// <summary>A failure says more than that something else is held.</summary>
    private static int Worse(int one, int other) => one == ExitCode.Failed || other == ExitCode.Failed ? ExitCode.Failed : Math.Max(one, other);
}
