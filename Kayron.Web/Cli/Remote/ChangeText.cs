using System.Text;
using Kayron.Core.Changes;
using Kayron.Core.Queries;
using Kayron.Web.Components.Presentation;

namespace Kayron.Web.Cli.Remote;

/// <summary>A change for people at a terminal, consequence before detail.</summary>
internal static class ChangeText
{
    private const int ShortFingerprint = 12;

    public static string Fingerprint(ChangeView change) => change.Fingerprint.Length > ShortFingerprint ? change.Fingerprint[..ShortFingerprint] : change.Fingerprint;

    public static string Write(ChangeView change)
    {
        var text = new StringBuilder();
        text.Append(Printable.Of($"Change {change.Id} to {change.Environment} is {change.State}: {change.Waiting}")).Append('\n');
        text.Append(Printable.Of($"Fingerprint {Fingerprint(change)}, stack {change.Stack}")).Append('\n');
        Section(text, "Releases", change.Releases.Select(release => (string[])[release.Name, StatusText.Step(release.From, release.To), release.Class, Commits(release)]));
        if (MovedTags.Describe(change.MutableRepositories) is { } movable) text.Append("  ").Append(Printable.Of(movable)).Append('\n');
        Section(text, "Resources", change.Resources.Select(resource => (string[])[resource.Action, Name(resource), resource.Type, resource.Guarded ? "holds state" : "", resource.Confidence == "guess" ? "a guess" : ""]));
        if (!change.NestedEffectsKnown) text.Append("  What happens in nested stacks is not known.\n");
        Section(text, "Parameters", change.Parameters.Select(parameter => (string[])[parameter.Key, StatusText.Step(parameter.From, parameter.To)]));
        Section(text, "Templates", change.Templates.Select(template => (string[])[template.Path]));
        Section(text, "Gates", change.Decisions.Select(decision => (string[])[decision.Policy, decision.Verdict, decision.Reason]));
        Section(text, "Warnings", change.Warnings.Select(warning => (string[])[warning]));
        Section(text, "To be typed", change.Confirmations.Select(logicalId => (string[])[logicalId]));
        return text.ToString().TrimEnd('\n');
    }

    private static string Name(ChangedResource resource) => resource.Stack.Length == 0 ? resource.LogicalId : $"{resource.Stack}/{resource.LogicalId}";

    private static string Commits(ChangedRelease release) => release.Commits is { } commits ? CommitCount.InWords(commits) : "";

    private static void Section(StringBuilder text, string title, IEnumerable<string[]> rows)
    {
        var all = rows.ToList();
        if (all.Count == 0) return;
        text.Append(title).Append('\n');
        foreach (var line in TextTable.Align(all)) text.Append("  ").Append(line).Append('\n');
    }
}
