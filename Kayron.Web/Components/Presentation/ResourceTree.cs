using Kayron.Core.Queries;

namespace Kayron.Web.Components.Presentation;

/// <param name="Names">One, or the unchanged siblings that share a row.</param>
/// <param name="Since">Null where nothing was done.</param>
public sealed record TreeRow(IReadOnlyList<string> Names, string Kind, int Depth, Mark Mark, string? Reason, DateTimeOffset? Since, DateTimeOffset? Until);

/// <summary>A deployment's resources as a tree, siblings that nothing happened to folded into one row.</summary>
public static class ResourceTree
{
    private const string Stack = "AWS::CloudFormation::Stack";

    /// <param name="events">Oldest first. They tell what was replaced or rolled back, which a resource's last state does not.</param>
    public static IReadOnlyList<TreeRow> Rows(IReadOnlyList<ResourceProgress> resources, IReadOnlyList<EventView> events)
    {
        var history = events.ToLookup(happened => (happened.Stack, happened.LogicalId));
        var rollback = events.FirstOrDefault(happened => happened.Stack.Length == 0 && happened.Status.EndsWith("ROLLBACK_IN_PROGRESS", StringComparison.Ordinal))?.Time;
        var rows = new List<TreeRow>();
        for (var index = 0; index < resources.Count; index++)
        {
            var row = Row(resources, index, [.. history[(resources[index].Stack, resources[index].LogicalId)]], rollback);
            if (rows.Count > 0 && Joins(rows[^1], row)) rows[^1] = Join(rows[^1], row);
            else rows.Add(row);
        }
        return rows;
    }

    private static TreeRow Row(IReadOnlyList<ResourceProgress> resources, int index, IReadOnlyList<EventView> history, DateTimeOffset? rollback)
    {
        var resource = resources[index];
        var kind = resource.Type == Stack && resource.Depth > 0 ? "nested stack" : resource.Type;
        var row = new TreeRow([resource.LogicalId], kind, resource.Depth, ResourceStatus.Presentation(resource.Status, resource.Reason), resource.Reason, resource.Since, resource.Until);
        if (IsUnchanged(resources, index)) return row with { Mark = ResourceStatus.Presentation("UNCHANGED"), Reason = null, Since = null, Until = null };
        if (history.FirstOrDefault(Failed) is { } failure && resource.Type != Stack) return row with { Mark = ResourceStatus.Presentation(failure.Status, failure.Reason), Reason = failure.Reason, Until = failure.Time };
        if (resource.Until >= rollback && row.Mark.Tone is Tone.Ok) return row with { Mark = ResourceStatus.Presentation("ROLLBACK_COMPLETE") };
        return history.LastOrDefault(happened => happened.Status == "UPDATE_COMPLETE") is { } updated && resource.Status.StartsWith("DELETE", StringComparison.Ordinal)
            ? row with { Mark = Mark.Ok("replaced"), Until = updated.Time }
            : row;
    }

    private static bool Failed(EventView happened) => happened.Status.EndsWith("_FAILED", StringComparison.Ordinal);

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
