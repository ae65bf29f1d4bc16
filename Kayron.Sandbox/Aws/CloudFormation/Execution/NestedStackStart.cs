using System.Text.Json.Nodes;
using Kayron.Sandbox.Aws.CloudFormation.Changes;
using Kayron.Sandbox.Aws.CloudFormation.State;
using Kayron.Sandbox.Aws.CloudFormation.Templates;

namespace Kayron.Sandbox.Aws.CloudFormation.Execution;

/// <summary>Creates or updates a nested stack as a resource of its parent.</summary>
public sealed class NestedStackStart(AwsContext context, StackEvents events, StackStore stacks, NestedStackInput input, StackComparison comparer, OperationStart operations)
{
    /// <returns>False where neither the resource nor anything inside the nested stack changes.</returns>
    public bool Begin(StackState parent, StackOperation operation, ResourceDeclaration declared, JsonObject properties, ResourceComparison? comparison)
    {
        var captured = stacks.Root(parent).Operation!.CapturedTemplates;
        var definition = input.Definition(properties, operation.Target, captured);
        var current = parent.Resources.GetValueOrDefault(declared.LogicalId);
        if (stacks.Nested(current) is not { } child)
        {
            operation.Touched.Add(declared.LogicalId);
            Create(parent, operation, declared, properties, definition);
            return true;
        }
        if (comparison is { IsEmpty: true } && comparer.Compare(child, definition, captured).IsEmpty) return false;
        operation.Touched.Add(declared.LogicalId);
        parent.Resources[declared.LogicalId] = current! with { Properties = properties, StackTags = operation.Target.Tags, DeletionPolicy = declared.DeletionPolicy, UpdateReplacePolicy = declared.UpdateReplacePolicy, Metadata = declared.Node["Metadata"]?.DeepClone() };
        events.Status(parent, parent.Resources[declared.LogicalId], "UPDATE_IN_PROGRESS");
        operations.Update(child, definition, operation.Token, []);
        return true;
    }

    private void Create(StackState parent, StackOperation operation, ResourceDeclaration declared, JsonObject properties, StackDefinition definition)
    {
        var name = $"{parent.Name}-{declared.LogicalId}-{context.NextSuffix()}";
        var child = new StackState
        {
            StackId = $"arn:aws:cloudformation:{context.Options.Region}:{parent.Account}:stack/{name}/{context.NextGuid()}", Name = name, Account = parent.Account,
            ParentId = parent.StackId, RootId = parent.RootId ?? parent.StackId, ParentLogicalId = declared.LogicalId, Created = context.Now, Definition = definition,
        };
        context.State.Account(parent.Account).Stacks[child.StackId] = child;
        var resource = new ResourceState
        {
            LogicalId = declared.LogicalId, PhysicalId = child.StackId, Type = declared.Type, Status = "CREATE_IN_PROGRESS", Timestamp = context.Now, Properties = properties,
            StackTags = operation.Target.Tags, DeletionPolicy = declared.DeletionPolicy, UpdateReplacePolicy = declared.UpdateReplacePolicy, Metadata = declared.Node["Metadata"]?.DeepClone(),
        };
        events.Status(parent, resource with { PhysicalId = "" }, "CREATE_IN_PROGRESS");
        parent.Resources[declared.LogicalId] = resource;
        events.Status(parent, resource, "CREATE_IN_PROGRESS", "Resource creation Initiated");
        operations.Create(child, definition, operation.Token, []);
    }
}
