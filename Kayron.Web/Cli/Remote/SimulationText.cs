using System.Text;
using Kayron.Core.Queries;
using Kayron.Web.Components.Presentation;

namespace Kayron.Web.Cli.Remote;

/// <summary>A simulation for people at a terminal: what the service rules hold, what would become of each open change, then the deployments that would not have started.</summary>
internal static class SimulationText
{
    /// <param name="moved">Whether it was asked for another time than now.</param>
    /// <param name="policies">The file whose policies were tried; null: those in force.</param>
    public static string Write(SimulationView view, bool moved, string? policies)
    {
        var text = new StringBuilder(Printable.Of($"Judged {(moved ? $"at {StatusText.Time(view.At)}" : "as of now")}, under {policies ?? "the policies in force"}. Nothing was changed.")).Append("\n\n");
        foreach (var release in view.Releases.Where(release => release.Differs || release.Verdict != "allow"))
            Write(text, $"{release.Environment}: {release.Name} {StatusText.Step(release.Current, release.Desired)} {Outcome(release.Verdict, release.Differs)}", [], release.Decisions);
        if (view.Changes.Count == 0) text.Append("No change is open.\n");
        foreach (var change in view.Changes) Write(text, $"{change.Environment}: change {change.Id} is {change.Was} and {Outcome(change.Verdict, change.Differs)}", change.Releases, change.Decisions);
        text.Append('\n').Append(view.History.Count == 0 ? "The last deployments would have started all the same." : "Of the last deployments, these would not have started:").Append('\n');
        foreach (var deployment in view.History) Write(text, $"{deployment.Environment}: deployment {deployment.Id} {DecisionVerdict.Outcome(deployment.Verdict)}", deployment.Releases, deployment.Decisions);
        return text.ToString().TrimEnd('\n');
    }

    private static string Outcome(string verdict, bool differs) => $"{DecisionVerdict.Outcome(verdict)}{(differs ? "" : ", as now")}";

    private static void Write(StringBuilder text, string title, IReadOnlyList<ChangedRelease> releases, IReadOnlyList<DecisionView> decisions)
    {
        text.Append(Printable.Of(title)).Append('\n');
        Table(text, releases.Select(release => (string[])[release.Name, StatusText.Step(release.From, release.To)]));
        Table(text, decisions.Where(decision => decision.Verdict != "allow").Select(decision => (string[])[decision.Policy, decision.Verdict, decision.Reason]));
    }

    private static void Table(StringBuilder text, IEnumerable<string[]> rows)
    {
        if (rows.ToList() is not { Count: > 0 } all) return;
        foreach (var line in TextTable.Align(all)) text.Append("  ").Append(line).Append('\n');
    }
}
