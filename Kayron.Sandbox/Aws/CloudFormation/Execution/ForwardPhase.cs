using Kayron.Sandbox.Aws.CloudFormation.Evaluation;
using Kayron.Sandbox.Aws.CloudFormation.State;
using Kayron.Sandbox.Aws.CloudFormation.Templates;

namespace Kayron.Sandbox.Aws.CloudFormation.Execution;

/// <summary>Moves a stack towards its target: each resource starts as soon as what it depends on is done.</summary>
public sealed class ForwardPhase(AwsContext context, Schedule schedule, StackEvents events, StackStore stacks, ResourceStart start, OperationFailure failure)
{
    public void Apply(AdvanceStack step)
    {
        var stack = stacks.ById(step.StackId);
        if (stack.Operation is not { Phase: OperationPhase.Forward } operation) return;
        var template = TemplateCache.Get(operation.Target.TemplateBody);
        var evaluator = Evaluator(stack, operation.Target);
        foreach (var logicalId in template.Dependencies.LogicalIds.Where(name => Progress(operation, name) == ResourceProgress.Waiting))
        {
            var declared = template.Resources[logicalId];
            if (template.Dependencies.Of(logicalId).Any(name => Progress(operation, name) != ResourceProgress.Done)) continue;
            if (!Started(stack, operation, declared, evaluator)) return;
        }
        if (template.Resources.Keys.All(name => Progress(operation, name) == ResourceProgress.Done)) Arrive(stack, operation, template, evaluator);
    }

    public Evaluator Evaluator(StackState stack, StackDefinition definition)
    {
        var parameters = definition.Parameters.ToDictionary(entry => entry.Key, entry => entry.Value.Effective);
        return new Evaluator(new EvaluationScope(TemplateCache.Get(definition.TemplateBody), parameters, stacks.Identity(stack), new LiveValues(stacks, stack, context.Options.Region)));
    }

    /// <returns>False where it failed at once, and with it the operation.</returns>
    private bool Started(StackState stack, StackOperation operation, ResourceDeclaration declared, Evaluator evaluator)
    {
        try
        {
            operation.Progress[declared.LogicalId] = !evaluator.Exists(declared.Node) || !start.Begin(stack, operation, declared, evaluator) ? ResourceProgress.Done : ResourceProgress.Running;
            return true;
        }
        catch (AwsException error)
        {
            operation.Progress[declared.LogicalId] = ResourceProgress.Running;
            failure.Fail(stack, declared.LogicalId, error.Message);
            return false;
        }
    }

    private void Arrive(StackState stack, StackOperation operation, Template template, Evaluator evaluator)
    {
        try
        {
            stack.Outputs = evaluator.Outputs(template);
        }
        catch (AwsException error)
        {
            failure.Abort(stack, error.Message);
            return;
        }
        Retire(stack, operation, template, evaluator);
        stack.Definition = operation.Target;
        if (operation.Kind == OperationKind.Create)
        {
            events.Status(stack, "CREATE_COMPLETE");
            stack.Operation = null;
        }
        else
        {
            events.Status(stack, "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS");
            operation.Phase = stack.ParentId is null ? OperationPhase.Cleanup : OperationPhase.AwaitingRoot;
        }
        if (stack.ParentId is { } parent) schedule.Now(new FinishResource(parent, stack.ParentLogicalId!));
        else if (operation.Kind == OperationKind.Update) schedule.Now(new CleanStack(stack.StackId));
    }

    /// <summary>What the new template no longer has is deleted in the cleanup.</summary>
    private static void Retire(StackState stack, StackOperation operation, Template template, Evaluator evaluator)
    {
        var gone = stack.Resources.Values.Where(resource => !template.Resources.TryGetValue(resource.LogicalId, out var declared) || !evaluator.Exists(declared.Node)).ToList();
        foreach (var resource in gone)
        {
            stack.Resources.Remove(resource.LogicalId);
            operation.Touched.Add(resource.LogicalId);
            operation.Retired.Add(new RetiredResource { Resource = resource, Policy = resource.DeletionPolicy });
        }
    }

    private static ResourceProgress Progress(StackOperation operation, string logicalId) => operation.Progress.GetValueOrDefault(logicalId);
}
