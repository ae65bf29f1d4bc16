using Kayron.Core.Queries;

namespace Kayron.Web.Components.Presentation;

/// <param name="Names">One, or the unchanged siblings that share a row.</param>
/// <param name="Since">Null where nothing was done.</param>
public sealed record TreeRow(IReadOnlyList<string> Names, string Kind, int Depth, Mark Mark, string? Reason, DateTimeOffset? Since, DateTimeOffset? Until);

/// <summary>A deployment's resources as a tree, siblings that nothing happened to folded into one row.</summary>
public static class ResourceTree
{
    private const string Stack = "AWS::CloudFormation::Stack";

    public static IReadOnlyList<TreeRow> Rows(IReadOnlyList<ResourceProgress> resources)
    {
        var rows = new List<TreeRow>();
        for (var index = 0; index < resources.Count; index++)
        {
            var row = Row(resources, index);
            if (rows.Count > 0 && Joins(rows[^1], row)) rows[^1] = Join(rows[^1], row);
            else rows.Add(row);
        }
        return rows;
    }

    private static TreeRow Row(IReadOnlyList<ResourceProgress> resources, int index)
    {
        var resource = resources[index];
        var kind = resource.Type == Stack && resource.Depth > 0 ? "nested stack" : resource.Type;
        return IsUnchanged(resources, index)
            ? new([resource.LogicalId], kind, resource.Depth, ResourceStatus.Presentation("UNCHANGED"), null, null, null)
            : new([resource.LogicalId], kind, resource.Depth, ResourceStatus.Presentation(resource.Status, resource.Reason), resource.Reason, resource.Since, resource.Until);
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
