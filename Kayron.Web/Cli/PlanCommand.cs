using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using Kayron.Core.Reconcile;

namespace Kayron.Web.Cli;

/// <summary>One look at the world and at what Kayron would do, without a mutating call.</summary>
public static class PlanCommand
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Create(CommandContext context)
    {
        var environment = EnvironmentOption.Create();
        var format = new Option<string>("--format") { Description = "How to print it.", HelpName = "text|json", DefaultValueFactory = _ => "text" };
        format.AcceptOnlyFromAmong("text", "json");
        var exitCode = new Option<bool>("--exit-code") { Description = "Exit with 1 where there is drift." };
        var command = new Command("plan", "Show releases, drift, the parameters that would be sent, and what every policy says. Changes nothing.") { environment, format, exitCode };
        command.SetAction(async (result, cancellationToken) =>
        {
            await using var session = await OneShotSession.OpenAsync(context, result.GetValue(Commands.EnvFile), cancellationToken);
            var reports = await LookAsync(session, result.GetValue(environment), cancellationToken);
            await context.Output.WriteLineAsync(result.GetValue(format) == "json" ? JsonSerializer.Serialize(new { environments = reports }, Json) : string.Join("\n\n", reports.Select(PlanText.Write)));
            return JudgeExit(reports, result.GetValue(exitCode));
        });
        return command;
    }

    /// <summary>Drift that somebody asked about comes first, then what must be mended, then what is held.</summary>
    internal static int JudgeExit(IReadOnlyList<PlanReport> reports, bool driftFails)
    {
        if (driftFails && reports.Any(report => report.Drift.Count > 0)) return ExitCode.Failed;
        if (reports.Any(report => report.Obstacles.Count > 0)) return ExitCode.Failed;
        return reports.Any(report => report.Verdict is "blocked" or "awaiting-approval") ? ExitCode.Held : ExitCode.Done;
    }

    private static async Task<IReadOnlyList<PlanReport>> LookAsync(OneShotSession session, string? name, CancellationToken cancellationToken)
    {
        var reports = new List<PlanReport>();
        foreach (var environment in EnvironmentOption.Choose(session.Settings, name))
        {
            try
            {
                reports.Add(await session.Get<PlanPreview>().LookAsync(environment, cancellationToken));
            }
            catch (ReconcileException fault)
            {
                throw new CommandException(ExitCode.Failed, $"{environment.Name} cannot be planned: {fault.Message}", fault);
            }
        }
        return reports;
    }
}
