using Kayron.Core.Configuration;
using Kayron.Core.Reconcile;

namespace Kayron.Web.Cli;

/// <param name="Force">Also where nothing differs.</param>
/// <param name="Wait">To the end of the update, not only to its start.</param>
/// <param name="Timeout">Of the whole.</param>
internal sealed record DeployOptions(bool Force, bool Wait, TimeSpan Timeout);

/// <summary>Takes one environment step by step, as the daemon's loop does, and says how it ended.</summary>
internal sealed class DeployRun(Reconciler reconciler, DeployProgress progress, DeployOptions options, TimeProvider clock)
{
    private const int MostFaults = 5;
    private static readonly TimeSpan BetweenSteps = TimeSpan.FromSeconds(1);

    /// <returns>The exit code, and one sentence without its subject.</returns>
    public async Task<(int ExitCode, string Sentence)> RunAsync(EnvironmentSettings environment, CancellationToken cancellationToken)
    {
        var deadline = clock.GetUtcNow() + options.Timeout;
        for (var faults = 0; ;)
        {
            var result = await reconciler.RunAsync(environment, TimeSpan.Zero, cancellationToken, options.Force);
            await progress.ShowAsync(environment.Name, result, cancellationToken);
            faults = result.Degraded ? faults + 1 : 0;
            if (Judge(result, faults) is { } ended) return ended;
            if (clock.GetUtcNow() >= deadline) return (ExitCode.Failed, $"still {result.Outcome} after {DurationText.Format(options.Timeout)}. What CloudFormation has begun goes on, and the next deploy or a daemon follows it.");
            await Task.Delay(BetweenSteps, clock, cancellationToken);
        }
    }

    /// <returns>Null: it goes on.</returns>
    private (int, string)? Judge(RunResult result, int faults) => result.Outcome switch
    {
        "elsewhere" => (ExitCode.Failed, "another process, such as a daemon, holds its lease. Stop that one, or let it deploy."),
        "no-drift" => (ExitCode.Done, "nothing differs, nothing was done."),
        "converged" => (ExitCode.Done, "CloudFormation has nothing to change."),
        "succeeded" => (ExitCode.Done, "deployed and verified."),
        "executing" or "verifying" when !options.Wait => (ExitCode.Done, $"the update has begun (change {result.ChangeId})."),
        "failed" => (ExitCode.Failed, $"the deployment failed: {result.Detail}"),
        "error" => (ExitCode.Failed, $"cannot go on: {result.Detail}"),
        "degraded" when faults >= MostFaults => (ExitCode.Failed, $"cannot be looked at: {result.Detail}"),
        "awaiting-approval" or "blocked" or "rejected" => (result.Held ? ExitCode.Held : ExitCode.Failed, Describe(result)),
        _ => null,
    };

    private static string Describe(RunResult result) => result.ChangeId is null
        ? $"{result.Outcome}: {result.Detail}"
        : $"change {result.ChangeId} is {result.Outcome}: {result.Detail}";
}
