using System.Text.Json.Nodes;
using Kayron.Sandbox.Aws.CloudFormation.Changes;
using Kayron.Sandbox.Aws.CloudFormation.State;
using Kayron.Sandbox.Aws.CloudFormation.Templates;
using Kayron.Sandbox.Aws.Protocols;

namespace Kayron.Sandbox.Aws.CloudFormation.Operations;

/// <summary>Stacks, resources and events as they are answered.</summary>
public static class StackRendering
{
    public static JsonObject Stack(StackState stack) => new JsonObject
    {
        ["StackId"] = stack.StackId,
        ["StackName"] = stack.Name,
        ["ChangeSetId"] = stack.ChangeSetId,
        ["Description"] = stack.Definition.TemplateBody.Length > 0 ? TemplateCache.Get(stack.Definition.TemplateBody).Description : null,
        ["Parameters"] = Parameters(stack.Definition),
        ["CreationTime"] = stack.Created.Iso(),
        ["DeletionTime"] = stack.Deleted?.Iso(),
        ["LastUpdatedTime"] = stack.Updated?.Iso(),
        ["RollbackConfiguration"] = new JsonObject(),
        ["StackStatus"] = stack.Status,
        ["StackStatusReason"] = stack.StatusReason,
        ["DisableRollback"] = Flag(stack.DisableRollback),
        ["NotificationARNs"] = new JsonArray(),
        ["Capabilities"] = stack.Definition.Capabilities.ToJsonArray(),
        ["Outputs"] = stack.Outputs.Select(Output).ToJsonArray(),
        ["RoleARN"] = stack.Definition.RoleArn,
        ["Tags"] = Tags(stack.Definition.Tags),
        ["EnableTerminationProtection"] = "false",
        ["ParentId"] = stack.ParentId,
        ["RootId"] = stack.RootId,
        ["DriftInformation"] = new JsonObject { ["StackDriftStatus"] = "NOT_CHECKED" },
    }.WithoutAbsent();

    public static JsonObject Summary(StackState stack) => new JsonObject
    {
        ["StackId"] = stack.StackId,
        ["StackName"] = stack.Name,
        ["CreationTime"] = stack.Created.Iso(),
        ["LastUpdatedTime"] = stack.Updated?.Iso(),
        ["DeletionTime"] = stack.Deleted?.Iso(),
        ["StackStatus"] = stack.Status,
        ["StackStatusReason"] = stack.StatusReason,
        ["ParentId"] = stack.ParentId,
        ["RootId"] = stack.RootId,
        ["DriftInformation"] = new JsonObject { ["StackDriftStatus"] = "NOT_CHECKED" },
    }.WithoutAbsent();

    public static JsonObject Resource(StackState stack, ResourceState resource, string timestampName) => new JsonObject
    {
        ["StackId"] = stack.StackId,
        ["StackName"] = stack.Name,
        ["LogicalResourceId"] = resource.LogicalId,
        ["PhysicalResourceId"] = resource.PhysicalId.Length > 0 ? resource.PhysicalId : null,
        ["ResourceType"] = resource.Type,
        [timestampName] = resource.Timestamp.Iso(),
        ["ResourceStatus"] = resource.Status,
        ["ResourceStatusReason"] = resource.StatusReason,
        ["DriftInformation"] = new JsonObject { ["StackResourceDriftStatus"] = "NOT_CHECKED" },
    }.WithoutAbsent();

    public static JsonObject Event(StackState stack, StackEventState item) => new JsonObject
    {
        ["StackId"] = stack.StackId,
        ["EventId"] = item.EventId,
        ["StackName"] = stack.Name,
        ["LogicalResourceId"] = item.LogicalId,
        ["PhysicalResourceId"] = item.PhysicalId,
        ["ResourceType"] = item.Type,
        ["Timestamp"] = item.Timestamp.Iso(),
        ["ResourceStatus"] = item.Status,
        ["ResourceStatusReason"] = item.Reason,
        ["ResourceProperties"] = item.Properties is { } properties && stack.Definition.TemplateBody.Length > 0
            ? new Secrets(TemplateCache.Get(stack.Definition.TemplateBody), stack.Operation?.Target ?? stack.Definition, stack).Masked(properties) : item.Properties,
        ["ClientRequestToken"] = item.Token,
    }.WithoutAbsent();

    /// <summary>NoEcho values are masked wherever they are answered.</summary>
    public static JsonArray Parameters(StackDefinition definition)
    {
        if (definition.TemplateBody.Length == 0) return [];
        var declared = TemplateCache.Get(definition.TemplateBody).Parameters;
        return definition.Parameters.Select(parameter => new JsonObject
        {
            ["ParameterKey"] = parameter.Key,
            ["ParameterValue"] = declared[parameter.Key].NoEcho ? Secrets.Mask : parameter.Value.Value,
            ["ResolvedValue"] = declared[parameter.Key].NoEcho ? null : parameter.Value.ResolvedValue,
        }.WithoutAbsent()).ToJsonArray();
    }

    public static JsonArray Tags(IReadOnlyDictionary<string, string> tags) => tags.Select(tag => new JsonObject { ["Key"] = tag.Key, ["Value"] = tag.Value }).ToJsonArray();

    private static JsonObject Output(OutputState output) => new JsonObject
    {
        ["OutputKey"] = output.Key, ["OutputValue"] = output.Value, ["Description"] = output.Description, ["ExportName"] = output.ExportName,
    }.WithoutAbsent();

    private static string Flag(bool value) => value ? "true" : "false";
}
