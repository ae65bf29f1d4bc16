using System.Text.Json.Nodes;
using Kayron.Sandbox.Aws.CloudFormation.State;
using Kayron.Sandbox.Aws.Protocols;

namespace Kayron.Sandbox.Aws.CloudFormation.Operations;

/// <summary>Reads stacks, their resources and their events.</summary>
public sealed class StackQueries(AwsContext context, StackStore stacks)
{
    private int PageSize => context.Options.PageSize;

    public Dictionary<string, Operation> All => new()
    {
        ["DescribeStacks"] = DescribeStacks,
        ["ListStacks"] = ListStacks,
        ["DescribeStackEvents"] = DescribeStackEvents,
        ["DescribeStackResources"] = DescribeStackResources,
        ["DescribeStackResource"] = DescribeStackResource,
        ["ListStackResources"] = ListStackResources,
        ["ListExports"] = ListExports,
    };

    private JsonObject DescribeStacks(AwsCall call, JsonObject input)
    {
        var found = input.Text("StackName") is { } name
            ? [stacks.Required(call.Account, name)]
            : stacks.Of(call.Account).Where(stack => stack.Status != "DELETE_COMPLETE").Reverse().ToList();
        return Answer("Stacks", Paging.Of(found, "stacks", input.Text("NextToken"), PageSize), StackRendering.Stack);
    }

    private JsonObject ListStacks(AwsCall call, JsonObject input)
    {
        var statuses = input.Strings("StackStatusFilter");
        var found = stacks.Of(call.Account).Where(stack => statuses.Count == 0 || statuses.Contains(stack.Status)).Reverse().ToList();
        return Answer("StackSummaries", Paging.Of(found, "summaries", input.Text("NextToken"), PageSize), StackRendering.Summary);
    }

    private JsonObject DescribeStackEvents(AwsCall call, JsonObject input)
    {
        var stack = stacks.Required(call.Account, input.Required("StackName"), "Stack [{0}] does not exist");
        return Answer("StackEvents", Paging.Of([.. Enumerable.Reverse(stack.Events)], "events", input.Text("NextToken"), PageSize), item => StackRendering.Event(stack, item));
    }

    private JsonObject DescribeStackResources(AwsCall call, JsonObject input)
    {
        var stack = input.Text("StackName") is { } name ? stacks.Required(call.Account, name) : Owner(call, input.Text("PhysicalResourceId"));
        var wanted = input.Text("LogicalResourceId");
        var found = stack.Resources.Values.Where(resource => wanted is null || resource.LogicalId == wanted).OrderBy(resource => resource.LogicalId, StringComparer.Ordinal).Take(100);
        return new JsonObject { ["StackResources"] = found.Select(resource => StackRendering.Resource(stack, resource, "Timestamp")).ToJsonArray() };
    }

    private JsonObject DescribeStackResource(AwsCall call, JsonObject input)
    {
        var stack = stacks.Required(call.Account, input.Required("StackName"), "Stack '{0}' does not exist");
        var logicalId = input.Required("LogicalResourceId");
        if (!stack.Resources.TryGetValue(logicalId, out var resource)) throw AwsException.Validation($"Resource {logicalId} does not exist for stack {stack.Name}");
        var detail = StackRendering.Resource(stack, resource, "LastUpdatedTimestamp");
        if (resource.Metadata is { } metadata) detail["Metadata"] = metadata.ToJsonString();
        return new JsonObject { ["StackResourceDetail"] = detail };
    }

    private JsonObject ListStackResources(AwsCall call, JsonObject input)
    {
        var stack = stacks.Required(call.Account, input.Required("StackName"));
        var sorted = stack.Resources.Values.OrderBy(resource => resource.LogicalId, StringComparer.Ordinal).ToList();
        return Answer("StackResourceSummaries", Paging.Of(sorted, "resources", input.Text("NextToken"), PageSize), resource =>
        {
            var summary = StackRendering.Resource(stack, resource, "LastUpdatedTimestamp");
            summary.Remove("StackId");
            summary.Remove("StackName");
            return summary;
        });
    }

    private JsonObject ListExports(AwsCall call, JsonObject input)
    {
        var exports = stacks.Of(call.Account).Where(stack => stack.IsLive).SelectMany(stack => stack.Outputs.Where(output => output.ExportName is not null).Select(output => (stack, output))).ToList();
        return Answer("Exports", Paging.Of(exports, "exports", input.Text("NextToken"), PageSize), entry =>
            new JsonObject { ["ExportingStackId"] = entry.stack.StackId, ["Name"] = entry.output.ExportName, ["Value"] = entry.output.Value });
    }

    private StackState Owner(AwsCall call, string? physicalId) => physicalId is null
        ? throw AwsException.Validation("StackName or PhysicalResourceId must be specified.")
        : stacks.Of(call.Account).FirstOrDefault(stack => stack.Resources.Values.Any(resource => resource.PhysicalId == physicalId)) ?? throw AwsException.Validation($"Stack for {physicalId} does not exist");

    private static JsonObject Answer<T>(string name, Page<T> page, Func<T, JsonObject> render) =>
        new JsonObject { [name] = page.Items.Select(render).ToJsonArray(), ["NextToken"] = page.NextToken }.WithoutAbsent();
}
