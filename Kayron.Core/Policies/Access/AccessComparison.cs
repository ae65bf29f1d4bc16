using System.Text.Json;
using Kayron.Core.Reconcile.Ports;

namespace Kayron.Core.Policies.Access;

/// <summary>
/// What a change set lets people and services do that they could not do before: allow statements that no present one covers, deny statements that go, managed
/// policies and members that are added, rules of security groups. The rules are the AWS CDK's, but what is narrowed or only written otherwise is no widening.
/// </summary>
public static class AccessComparison
{
    /// <summary>CloudFormation's word for a value that only the update itself will tell.</summary>
    private const string KnownLater = "{{changeSet:KNOWN_AFTER_APPLY}}";

    public static IReadOnlyList<AccessWidening> Of(IEnumerable<ResourceChange> resources) => [.. resources.SelectMany(Of)];

    private static IEnumerable<AccessWidening> Of(ResourceChange resource)
    {
        if (GrantingTypes.Find(resource.Type) is not { } type) return [];
        try
        {
            return IsTold(resource) ? Compare(type, resource) : MayTouch(type, resource) ? [CannotBeTold(resource)] : [];
        }
        catch (Exception failure) when (failure is JsonException or FormatException or InvalidOperationException)
        {
            // Written in a way that nobody expects: not what is silently let go.
            return [CannotBeTold(resource)];
        }
    }

    private static bool IsTold(ResourceChange resource) => resource.Action switch
    {
        "Add" => resource.After is not null,
        "Remove" => resource.Before is not null,
        "Modify" => resource is { Before: not null, After: not null },
        _ => false,
    };

    /// <summary>Without the values, only a change of other properties is known to grant nothing.</summary>
    private static bool MayTouch(GrantingType type, ResourceChange resource) =>
        resource.Action != "Modify" || resource.Details.Count == 0
        || resource.Details.Any(detail => detail.Attribute == "Properties" && (detail.Name is null || type.IsWhole || type.Properties.Any(property => property.Name == detail.Name)));

    private static IEnumerable<AccessWidening> Compare(GrantingType type, ResourceChange resource)
    {
        var before = resource.Action == "Add" ? Grants.None : Read(type, resource.Before!);
        var after = resource.Action == "Remove" ? Grants.None : Read(type, resource.After!);
        return Words(before, after).Select(what => new AccessWidening(resource.Stack, resource.LogicalId, Short(what), !what.Contains(KnownLater, StringComparison.Ordinal)));
    }

    private static Grants Read(GrantingType type, string context)
    {
        using var document = JsonDocument.Parse(context);
        return Grants.Read(type, document.RootElement.GetProperty("Properties"));
    }

    private static IEnumerable<string> Words(Grants before, Grants after) =>
    [
        .. StatementCoverage.Uncovered(after.Statements.Where(statement => statement.Allows), before.Statements.Where(statement => statement.Allows)).Select(statement => $"allows {statement}"),
        .. StatementCoverage.Uncovered(before.Statements.Where(statement => !statement.Allows), after.Statements.Where(statement => !statement.Allows)).Select(statement => $"no longer denies {statement}"),
        .. after.Attachments.Except(before.Attachments).Select(attachment => $"attaches {attachment}"),
        .. before.Boundary is { } boundary && boundary != after.Boundary && after != Grants.None ? [$"leaves its permissions boundary {boundary}"] : Array.Empty<string>(),
        .. after.Rules.Where(rule => !before.Rules.Any(old => old.Covers(rule))).Select(rule => $"opens {rule}"),
    ];

    private static AccessWidening CannotBeTold(ResourceChange resource) => new(resource.Stack, resource.LogicalId, "may grant more: its values cannot be told", false);

    private static string Short(string text)
    {
        var shown = text.Replace(KnownLater, "what is known after the update", StringComparison.Ordinal);
        return shown.Length <= 300 ? shown : shown[..299] + "…";
    }
}
