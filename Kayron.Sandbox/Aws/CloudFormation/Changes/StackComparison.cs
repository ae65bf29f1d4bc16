using System.Text.Json.Nodes;
using Kayron.Sandbox.Aws.CloudFormation.Evaluation;
using Kayron.Sandbox.Aws.CloudFormation.State;
using Kayron.Sandbox.Aws.CloudFormation.Templates;

namespace Kayron.Sandbox.Aws.CloudFormation.Changes;

/// <summary>Evaluates a definition against a stack and finds what differs, through all nested stacks.</summary>
public sealed class StackComparison(AwsContext context, StackStore stacks, NestedStackInput nestedInput)
{
    /// <param name="captured">Nested templates by URL; those that are read are added.</param>
    public StackDifference Compare(StackState stack, StackDefinition definition, IDictionary<string, string> captured)
    {
        var template = TemplateCache.Get(definition.TemplateBody);
        var live = new LiveValues(stacks, stack, context.Options.Region);
        var expected = new ExpectedValues(stack, live, context.Options.Region);
        var parameters = definition.Parameters.ToDictionary(entry => entry.Key, entry => entry.Value.Effective);
        var evaluator = new Evaluator(new EvaluationScope(template, parameters, stacks.Identity(stack), expected));
        var pass = new Pass(stack, definition, template, evaluator, expected, captured);
        var found = new Dictionary<string, ResourceDifference>();
        foreach (var logicalId in template.Dependencies.LogicalIds.Where(name => evaluator.Exists(template.Resources[name].Node)))
        {
            if (Declared(pass, template.Resources[logicalId]) is not { } difference) continue;
            expected.Expect(difference);
            found[logicalId] = difference;
        }
        var removed = stack.Resources.Values.Where(resource => !template.Resources.TryGetValue(resource.LogicalId, out var declared) || !evaluator.Exists(declared.Node))
            .Select(resource => new ResourceDifference(resource.LogicalId, resource.Type, ResourceAction.Remove, resource, null, null, null, null));
        var outputs = evaluator.Outputs(template);
        return new StackDifference(template, definition, [.. template.Resources.Keys.Where(found.ContainsKey).Select(name => found[name]), .. removed], outputs, !outputs.SequenceEqual(stack.Outputs));
    }

    private ResourceDifference? Declared(Pass pass, ResourceDeclaration declared)
    {
        var after = pass.Evaluator.Properties(declared);
        var current = pass.Stack.Resources.GetValueOrDefault(declared.LogicalId);
        if (current is not null && current.Type != declared.Type)
            throw AwsException.Validation($"Update of resource type is not permitted. The new template modifies resource type of the following resources: [{declared.LogicalId}]");
        if (declared.IsNestedStack) return Nested(pass, declared, after, current);
        if (current is null) return Difference(pass, declared, after, null, null, null);
        var comparison = ResourceComparison.Of(current, after, pass.Definition.Tags, declared.Node);
        return comparison.IsEmpty ? null : Difference(pass, declared, after, current, comparison, null);
    }

    private ResourceDifference? Nested(Pass pass, ResourceDeclaration declared, JsonObject after, ResourceState? current)
    {
        var definition = nestedInput.Definition(after, pass.Definition, pass.Captured);
        var child = stacks.Nested(current) ?? Imagined(pass.Stack, declared.LogicalId);
        var inside = Compare(child, definition, pass.Captured);
        if (current is null) return Difference(pass, declared, after, null, null, inside);
        var comparison = ResourceComparison.Of(current, after, pass.Definition.Tags, declared.Node);
        return comparison.IsEmpty && inside.IsEmpty ? null : Difference(pass, declared, after, current, comparison, inside);
    }

    /// <summary>A nested stack that does not exist yet.</summary>
    private StackState Imagined(StackState parent, string logicalId)
    {
        var name = $"{parent.Name}-{logicalId}-XXXXXXXXXXXX";
        return new StackState
        {
            StackId = $"arn:aws:cloudformation:{context.Options.Region}:{parent.Account}:stack/{name}/{ExpectedValues.Unknown}", Name = name, Account = parent.Account,
            ParentId = parent.StackId, RootId = parent.RootId ?? parent.StackId, ParentLogicalId = logicalId, Created = context.Now,
        };
    }

    private static ResourceDifference Difference(Pass pass, ResourceDeclaration declared, JsonObject after, ResourceState? current, ResourceComparison? comparison, StackDifference? nested) =>
        new(declared.LogicalId, declared.Type, current is null ? ResourceAction.Add : ResourceAction.Modify, current, declared, after, comparison, nested) { UncertainNames = pass.Expected.UncertainNames };

    private sealed record Pass(StackState Stack, StackDefinition Definition, Template Template, Evaluator Evaluator, ExpectedValues Expected, IDictionary<string, string> Captured);
}
