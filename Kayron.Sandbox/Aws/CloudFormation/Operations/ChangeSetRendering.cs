using System.Text.Json.Nodes;
using Kayron.Sandbox.Aws.CloudFormation.State;
using Kayron.Sandbox.Aws.Protocols;

namespace Kayron.Sandbox.Aws.CloudFormation.Operations;

/// <summary>Change sets as they are answered.</summary>
public static class ChangeSetRendering
{
    private static readonly string[] PropertyValues = ["Path", "BeforeValue", "AfterValue", "AttributeChangeType"];

    public static JsonObject ChangeSet(ChangeSetState set, Page<JsonObject> page, bool values) => new JsonObject
    {
        ["ChangeSetName"] = set.Name,
        ["ChangeSetId"] = set.Id,
        ["StackId"] = set.StackId,
        ["StackName"] = set.StackName,
        ["Description"] = set.Description,
        ["Parameters"] = StackRendering.Parameters(set.Definition),
        ["CreationTime"] = set.Created.Iso(),
        ["ExecutionStatus"] = set.ExecutionStatus,
        ["Status"] = set.Status,
        ["StatusReason"] = set.StatusReason,
        ["NotificationARNs"] = new JsonArray(),
        ["RollbackConfiguration"] = new JsonObject(),
        ["Capabilities"] = set.Definition.Capabilities.ToJsonArray(),
        ["Tags"] = StackRendering.Tags(set.Definition.Tags),
        ["Changes"] = page.Items.Select(change => values ? change.DeepClone() : WithoutValues(change)).ToJsonArray(),
        ["NextToken"] = page.NextToken,
        ["IncludeNestedStacks"] = set.IncludeNestedStacks ? "true" : "false",
        ["ParentChangeSetId"] = set.ParentId,
        ["RootChangeSetId"] = set.RootId,
    }.WithoutAbsent();

    public static JsonObject Summary(ChangeSetState set) => new JsonObject
    {
        ["StackId"] = set.StackId,
        ["StackName"] = set.StackName,
        ["ChangeSetId"] = set.Id,
        ["ChangeSetName"] = set.Name,
        ["ExecutionStatus"] = set.ExecutionStatus,
        ["Status"] = set.Status,
        ["StatusReason"] = set.StatusReason,
        ["CreationTime"] = set.Created.Iso(),
        ["Description"] = set.Description,
        ["IncludeNestedStacks"] = set.IncludeNestedStacks ? "true" : "false",
        ["ParentChangeSetId"] = set.ParentId,
        ["RootChangeSetId"] = set.RootId,
    }.WithoutAbsent();

    private static JsonNode WithoutValues(JsonObject change)
    {
        var copy = change.DeepClone();
        var resource = (JsonObject)copy["ResourceChange"]!;
        resource.Remove("BeforeContext");
        resource.Remove("AfterContext");
        foreach (var target in ((JsonArray)resource["Details"]!).Select(detail => (JsonObject)detail!["Target"]!))
            foreach (var name in PropertyValues) target.Remove(name);
        // Several values of one property may now read the same.
        resource["Details"] = ((JsonArray)resource["Details"]!).Select(detail => detail!.DeepClone()).DistinctBy(detail => detail.ToJsonString()).ToJsonArray();
        return copy;
    }
}
