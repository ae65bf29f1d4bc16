using System.IO.Enumeration;
using Kayron.Core.Configuration;
using Kayron.Core.Reconcile.Ports;

namespace Kayron.Core.Policies.Rules;

/// <summary>
/// Removing or replacing what holds state needs a person, who types its logical id. What CloudFormation only guesses to be replaced needs a person too, but
/// no typing.
/// </summary>
public sealed class DestructiveChangePolicy : IPolicy
{
    public string Name => "DestructiveChange";

    public Decision Judge(ChangeFacts facts)
    {
        var settings = facts.Environment.Policies.DestructiveChange;
        if (!settings.Enabled) return new Decision(Name, Verdict.Allow, "Not guarded in this environment");
        if (settings.GuardedTypes.Count == 0) return new Decision(Name, Verdict.Deny, "the list of guarded types is empty");
        if (facts.Effects is null) return new Decision(Name, Verdict.Unknown, "known once CloudFormation has made a change set");

        var guarded = facts.Effects.Resources.Where(resource => IsGuarded(settings, resource)).ToList();
        if (guarded.Count == 0 && facts.Effects.NestedKnown)
            return new Decision(Name, Verdict.Allow, "Nothing stateful is removed or replaced", $"{facts.Effects.Resources.Count(resource => resource.Type != "AWS::CloudFormation::Stack")} resources looked at");

        var certain = Names(guarded.Where(IsCertain));
        var guessed = Names(guarded.Where(resource => !IsCertain(resource)));
        var required = facts.RequiredWhereAsked;
        var met = facts.Approvers.Count >= required && certain.All(id => facts.Approvers.Any(approval => approval.Confirmed.Contains(id)));
        var evidence = Evidence(certain, guessed, facts.Effects.NestedKnown);
        return met
            ? new Decision(Name, Verdict.Allow, $"Confirmed by {string.Join(", ", facts.Approvers.Select(approval => approval.Name))}", evidence, null, required, certain)
            : new Decision(Name, Verdict.Approve, Question(certain, guessed), evidence, null, required, certain);
    }

    private static string Question(List<string> certain, List<string> guessed) => (certain, guessed) switch
    {
        ({ Count: > 0 }, _) => "touches what holds state: an approver types the names",
        (_, { Count: > 0 }) => "may touch what holds state: needs approval",
        _ => "its effects in nested stacks are unknown: needs approval",
    };

    private static string Evidence(List<string> certain, List<string> guessed, bool nestedKnown) => string.Join("; ", new[]
    {
        certain.Count > 0 ? $"{string.Join(", ", certain)} removed or replaced" : null,
        guessed.Count > 0 ? $"{string.Join(", ", guessed)} possibly replaced" : null,
        nestedKnown ? null : "CloudFormation could not make nested change sets",
    }.OfType<string>());

    private static List<string> Names(IEnumerable<ResourceChange> resources) =>
        [.. resources.Select(resource => resource.LogicalId).Distinct().Order(StringComparer.Ordinal)];

    public static bool IsGuarded(DestructiveChangeSettings settings, ResourceChange resource) =>
        (resource.Action == "Remove" || resource is { Action: "Modify", Replacement: "True" or "Conditional" } || resource.Action == "Dynamic")
        && settings.GuardedTypes.Any(type => FileSystemName.MatchesSimpleExpression(type, resource.Type, ignoreCase: false));

    /// <summary>Conditional is certain enough where the property that decides is known now.</summary>
    private static bool IsCertain(ResourceChange resource) =>
        resource.Action == "Remove" || resource.Replacement == "True"
        || (resource.Replacement == "Conditional" && resource.Details.Any(detail => detail.Evaluation == "Static" && detail.RequiresRecreation is not (null or "Never")));
}
