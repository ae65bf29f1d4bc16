using Kayron.Core.Queries;

namespace Kayron.Web.Components.Presentation;

/// <param name="Names">One, or the unchanged siblings that share a row.</param>
/// <param name="Since">Null where nothing was done.</param>
public sealed record TreeRow(IReadOnlyList<string> Names, string Kind, int Depth, Mark Mark, string? Reason, DateTimeOffset? Since, DateTimeOffset? Until);

/// <summary>A deployment's resources as a tree, siblings that nothing happened to folded into one row.</summary>
public static class ResourceTree
{
    private const string Stack = "AWS::CloudFormation::Stack";

    /// <param name="events">They tell a replaced resource, whose old one is removed last, from one that is gone.</param>
    public static IReadOnlyList<TreeRow> Rows(IReadOnlyList<ResourceProgress> resources, IReadOnlyList<EventView> events)
    {
        var updated = events.Where(happened => happened.Status == "UPDATE_COMPLETE").ToLookup(happened => (happened.Stack, happened.LogicalId), happened => happened.Time);
        var rows = new List<TreeRow>();
        for (var index = 0; index < resources.Count; index++)
        {
            var row = Row(resources, index, updated);
            if (rows.Count > 0 && Joins(rows[^1], row)) rows[^1] = Join(rows[^1], row);
            else rows.Add(row);
        }
        return rows;
    }

    private static TreeRow Row(IReadOnlyList<ResourceProgress> resources, int index, ILookup<(string Stack, string LogicalId), DateTimeOffset> updated)
    {
        var resource = resources[index];
        var kind = resource.Type == Stack && resource.Depth > 0 ? "nested stack" : resource.Type;
        var row = new TreeRow([resource.LogicalId], kind, resource.Depth, ResourceStatus.Presentation(resource.Status, resource.Reason), resource.Reason, resource.Since, resource.Until);
        if (IsUnchanged(resources, index)) return row with { Mark = ResourceStatus.Presentation("UNCHANGED"), Reason = null, Since = null, Until = null };
        var replaced = updated[(resource.Stack, resource.LogicalId)].ToList();
        return replaced.Count > 0 && resource.Status.StartsWith("DELETE", StringComparison.Ordinal) ? row with { Mark = Mark.Ok("replaced"), Until = replaced[^1] } : row;
    }

    /// <summary>CloudFormation reports every nested stack; one inside which nothing happened did not change.</summary>
    private static bool IsUnchanged(IReadOnlyList<ResourceProgress> resources, int index)
    {
        var resource = resources[index];
        if (resource.Status == "UNCHANGED") return true;
        var isEmpty = index + 1 == resources.Count || resources[index + 1].Depth <= resource.Depth;
        return resource is { Type: Stack, Depth: > 0, Status: "UPDATE_COMPLETE" } && isEmpty;
    }

    private static bool Joins(TreeRow above, TreeRow row) =>
        above.Depth == row.Depth && above is { Since: null } && row is { Since: null } && BaseKind(above) == row.Kind;

    private static TreeRow Join(TreeRow above, TreeRow row)
    {
        var names = above.Names.Append(row.Names[0]).ToList();
        return above with { Names = names, Kind = row.Kind == "nested stack" ? $"{names.Count} nested stacks" : row.Kind };
    }

    private static string BaseKind(TreeRow row) => row.Kind.EndsWith("nested stacks", StringComparison.Ordinal) ? "nested stack" : row.Kind;
}
