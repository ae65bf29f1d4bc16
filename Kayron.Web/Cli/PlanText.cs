using System.Text;
using Kayron.Core.Queries;
using Kayron.Core.Reconcile;

namespace Kayron.Web.Cli;

/// <summary>A plan for people: what differs first, then what would be sent, then who has a say.</summary>
internal static class PlanText
{
    private const int ShortVersion = 12;

    public static string Write(PlanReport plan)
    {
        var text = new StringBuilder();
        text.Append(plan.Environment).Append(": stack ").Append(plan.Stack).Append(" is ").Append(plan.StackStatus).Append(", releases at ").Append(Short(plan.Source)).Append('\n');
        Section(text, "Releases", plan.Releases.Select(ReleaseRow));
        Section(text, "Drift", plan.Drift.Where(drift => drift.Release is null).Select(drift => new[] { drift.Reason }));
        Section(text, "Parameters", plan.Parameters.Select(parameter => new[] { parameter.Key, Sent(parameter) }));
        Section(text, "Policies", plan.Decisions.Select(decision => new[] { decision.Policy, decision.Verdict, decision.Reason }));
        Section(text, "In the way", plan.Obstacles.Select(obstacle => new[] { obstacle }));
        return text.Append('\n').Append(Sentence(plan)).ToString();
    }

    private static string[] ReleaseRow(ReleaseView release) =>
        [release.Name, release.Desired is null || release.Current == release.Desired ? Short(release.Current) : $"{Short(release.Current)} -> {Short(release.Desired)}", release.State, Why(release)];

    /// <summary>The two versions say it already where they differ and nothing else is to be said.</summary>
    private static string Why(ReleaseView release) => release.State is "drifted" or "in-sync" ? "" : release.Reason ?? "";

    private static string Sent(PlannedParameter parameter) =>
        parameter.To is null ? "keeps its value" : parameter.From == parameter.To ? Short(parameter.To) : $"{Short(parameter.From)} -> {Short(parameter.To)}";

    private static string Sentence(PlanReport plan) => plan.Verdict switch
    {
        "no-drift" => "Nothing differs: nothing would be done.",
        "ready" => "It would be deployed.",
        "awaiting-approval" => "It would wait for approval.",
        _ => "It is held.",
    };

    /// <summary>Commits are shortened: forty digits help nobody to read.</summary>
    private static string Short(string? version) => version switch
    {
        null => "none",
        { Length: 40 } when version.All(char.IsAsciiHexDigitLower) => version[..ShortVersion],
        _ => Printable.Of(version),
    };

    private static void Section(StringBuilder text, string title, IEnumerable<string[]> rows)
    {
        var all = rows.ToList();
        if (all.Count == 0) return;
        text.Append('\n').Append(title).Append('\n');
        foreach (var line in TextTable.Align(all)) text.Append("  ").Append(line).Append('\n');
    }
}
