using Kayron.Core.Configuration;
using Kayron.Core.Policies.Rules;
using Kayron.Core.Queries;
using Kayron.Core.Reconcile.Ports;

namespace Kayron.Core.Changes;

/// <summary>Resource changes in the order of their consequence: what is removed or replaced first.</summary>
public static class ResourcePresentation
{
    private static readonly string[] Order = ["remove", "replace", "maybe-replace", "modify", "add"];

    public static IReadOnlyList<ChangedResource> ByConsequence(ResourceEffects? effects, DestructiveChangeSettings guard) =>
        effects is null ? [] : [.. effects.Resources.Where(resource => !IsOnlyACarrier(resource, effects)).Select(resource => View(resource, guard))
            .OrderByDescending(resource => resource.Guarded).ThenBy(resource => Array.IndexOf(Order, resource.Action))
            .ThenBy(resource => resource.Stack, StringComparer.Ordinal).ThenBy(resource => resource.LogicalId, StringComparer.Ordinal)];

    /// <summary>A nested stack whose own resources are listed says nothing more by being listed itself.</summary>
    private static bool IsOnlyACarrier(ResourceChange resource, ResourceEffects effects) =>
        resource is { Type: "AWS::CloudFormation::Stack", Action: "Modify" } && effects.NestedKnown;

    private static ChangedResource View(ResourceChange resource, DestructiveChangeSettings guard) => new(
        resource.LogicalId, resource.Type, Action(resource), resource.Replacement, resource.Details.Any(detail => detail.Evaluation == "Static") || resource.Details.Count == 0 ? "certain" : "guess",
        resource.Stack, DestructiveChangePolicy.IsGuarded(guard, resource), [.. resource.Details.Select(View).Distinct()]);

    private static string Action(ResourceChange resource) => resource switch
    {
        { Action: "Remove" } => "remove",
        { Action: "Add" or "Import" } => "add",
        { Replacement: "True" } => "replace",
        { Replacement: "Conditional" } or { Action: "Dynamic" } => "maybe-replace",
        _ => "modify",
    };

    private static ChangedProperty View(PropertyChange detail) => new(
        detail.Name ?? detail.Attribute, Words(detail.Before), Words(detail.After), detail.CausingEntity ?? (detail.Source == "DirectModification" ? null : detail.Source));

    /// <summary>CloudFormation's placeholder for what only the update itself will tell.</summary>
    private static string? Words(string? value) => value?.Replace("{{changeSet:KNOWN_AFTER_APPLY}}", "known after the update", StringComparison.Ordinal);
}
