using System.Globalization;
using System.Text;
using Kayron.Core.Configuration;
using Kayron.Core.Outbox;
using Kayron.Core.Queries;
using Kayron.Core.Releases;

namespace Kayron.Core.Reconcile;

/// <summary>What a pull request to the releases repository would do, as a comment on it. Pure; nothing in it that came from outside is interpreted.</summary>
public static class PlanComment
{
    private const int MostReleases = 100;
    private const int MostFindings = 50;

    /// <summary>Names the environments, so that two Kayrons on one repository do not write over each other.</summary>
    public static string MarkerOf(IEnumerable<EnvironmentSettings> environments) => $"<!-- kayron:plan:{string.Join(',', environments.Select(environment => environment.Name).Order(StringComparer.Ordinal))} -->";

    /// <param name="behind">Commits of its base that its head has not.</param>
    public static string Of(string marker, string head, string @base, int behind, IReadOnlyList<PredictedPlan> plans)
    {
        var text = new StringBuilder($"{marker}\n### What this would change\n");
        foreach (var plan in plans) Write(text, plan);
        if (behind > 0) text.Append(CultureInfo.InvariantCulture, $"\n> It lacks {behind} {(behind == 1 ? "commit" : "commits")} of {Markdown.Code(@base)}: once it has them, the plan may be another.\n");
        return text.Append(CultureInfo.InvariantCulture, $"\n<sub>Predicted by Kayron from {Markdown.Code(Short(head))}, against what runs. Nothing was touched. This comment follows the branch and what runs.</sub>\n").ToString();
    }

    /// <summary>What is wrong with its definitions: nothing would be deployed from them.</summary>
    public static string OfFindings(string marker, string head, IReadOnlyList<Finding> findings)
    {
        var text = new StringBuilder($"{marker}\n### This cannot be deployed\n\n");
        foreach (var finding in findings.Take(MostFindings)) text.Append(CultureInfo.InvariantCulture, $"- {Markdown.Code(finding.Location.ToString())} {Markdown.Text(finding.Message)} ({finding.Code})\n");
        if (findings.Count > MostFindings) text.Append(CultureInfo.InvariantCulture, $"- and {findings.Count - MostFindings} more\n");
        return text.Append(CultureInfo.InvariantCulture, $"\n<sub>Found by Kayron in {Markdown.Code(Short(head))}; `kayron lint` finds the same. Environments that would read it stay as they are until it is mended.</sub>\n").ToString();
    }

    private static void Write(StringBuilder text, PredictedPlan plan)
    {
        text.Append(CultureInfo.InvariantCulture, $"\n**[{plan.Environment}]({plan.Page.AbsoluteUri})**, {(plan.WithNextRelease ? "with the next release" : "once merged")}: {Headline(plan)}\n");
        if (plan.Report is not { } report) return;
        var moving = report.Drift.Where(drift => drift.Release is not null).ToList();
        if (moving.Count > 0) text.Append("\n| Release | Runs | Would run |\n| --- | --- | --- |\n");
        foreach (var drift in moving.Take(MostReleases)) text.Append(CultureInfo.InvariantCulture, $"| {Markdown.Code(drift.Release!)} | {Version(drift.From)} | {Version(drift.To)} |\n");
        if (moving.Count > MostReleases) text.Append(CultureInfo.InvariantCulture, $"\nAnd {moving.Count - MostReleases} more.\n");
        var notes = Notes(report).ToList();
        if (notes.Count > 0) text.Append('\n');
        foreach (var note in notes.Take(MostReleases)) text.Append(CultureInfo.InvariantCulture, $"- {note}\n");
    }

    private static string Headline(PredictedPlan plan) => plan.Report switch
    {
        null => $"cannot be predicted. {Markdown.Text(plan.Problem!)}",
        { Verdict: "no-drift" } => "nothing would change.",
        { Verdict: "blocked" } => "would be held.",
        { Verdict: "awaiting-approval" } => "would wait for approval.",
        _ => "would be deployed without asking.",
    };

    private static IEnumerable<string> Notes(PlanReport report)
    {
        foreach (var release in report.Releases.Where(release => release.State is "waiting-for-image" or "unresolved" or "held" or "quarantined" or "claimed"))
            yield return $"{Markdown.Code(release.Name)} stays at {Version(release.Current)}: {Markdown.Text(release.Reason ?? release.State)}";
        if (report.Verdict == "no-drift") yield break;
        foreach (var drift in report.Drift.Where(drift => drift.Release is null).Select(drift => drift.Reason).Distinct()) yield return Markdown.Text(drift);
        foreach (var obstacle in report.Obstacles) yield return $"in the way: {Markdown.Text(obstacle)}";
        foreach (var decision in report.Decisions.Where(decision => decision.Verdict is "approve" or "hold" or "deny")) yield return $"{decision.Policy}: {Markdown.Text(decision.Reason)}";
        var unknown = report.Decisions.Where(decision => decision.Verdict == "unknown").Select(decision => decision.Policy).ToList();
        if (unknown.Count > 0) yield return $"{string.Join(", ", unknown)}: known once there is a change set";
    }

    private static string Version(string? version) => version is null ? "nothing" : Markdown.Code(version.Length == 40 ? Short(version) : version);

    private static string Short(string commit) => commit[..Math.Min(7, commit.Length)];
}

/// <summary>What one environment would do with a pull request.</summary>
/// <param name="Page">Of the environment.</param>
/// <param name="WithNextRelease">Not once it is merged, but once a release is published from it.</param>
/// <param name="Report">Null where it cannot be predicted; then <paramref name="Problem"/> says why.</param>
public sealed record PredictedPlan(string Environment, Uri Page, bool WithNextRelease, PlanReport? Report, string? Problem);
