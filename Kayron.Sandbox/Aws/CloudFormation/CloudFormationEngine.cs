using Kayron.Sandbox.Aws.CloudFormation.Changes;
using Kayron.Sandbox.Aws.CloudFormation.Evaluation;
using Kayron.Sandbox.Aws.CloudFormation.Execution;
using Kayron.Sandbox.Aws.CloudFormation.Operations;
using Kayron.Sandbox.Aws.CloudFormation.Resources;
using Kayron.Sandbox.Aws.CloudFormation.State;
using Kayron.Sandbox.Aws.CloudFormation.Templates;
using Kayron.Sandbox.Aws.Ecs;
using Kayron.Sandbox.Aws.S3;

namespace Kayron.Sandbox.Aws.CloudFormation;

/// <summary>Puts CloudFormation together, and hands each step that is due to the phase that knows it.</summary>
public sealed class CloudFormationEngine
{
    private readonly ForwardPhase _forward;
    private readonly ResourceFinish _finish;
    private readonly RollbackPhase _rollback;
    private readonly CleanupPhase _cleanup;
    private readonly ChangeSetCreation _changeSets;
    private readonly ServiceDeployments _deployments;

    public CloudFormationEngine(AwsContext context, ObjectStore store, EcsResources ecs, ServiceDeployments deployments)
    {
        (Stacks, Schedule, _deployments) = (new StackStore(context), new Schedule(context), deployments);
        var (events, source, parameters) = (new StackEvents(context), new TemplateSource(store), new ParameterResolver(context));
        var providers = new ResourceProviders(context, ecs, store);
        var nestedInput = new NestedStackInput(source, parameters);
        var comparer = new StackComparison(context, Stacks, nestedInput);
        var definitions = new DefinitionInput(source, parameters);
        var operations = new OperationStart(context, Schedule, events, Stacks);
        var failure = new OperationFailure(events, Stacks, Schedule);
        var nested = new NestedStackStart(context, events, Stacks, nestedInput, comparer, operations);
        var start = new ResourceStart(Schedule, events, Stacks, providers, nested, context);
        _forward = new ForwardPhase(context, Schedule, events, Stacks, start, failure);
        _rollback = new RollbackPhase(context, Schedule, events, Stacks, providers);
        _finish = new ResourceFinish(events, Stacks, Schedule, failure, _rollback);
        _cleanup = new CleanupPhase(Schedule, events, Stacks, providers, operations, context);
        _changeSets = new ChangeSetCreation(context, Schedule, Stacks, comparer);
        var commands = new StackCommands(context, Stacks, definitions, comparer, operations, failure, _rollback);
        var changeSets = new ChangeSetOperations(context, Stacks, definitions, commands, _changeSets, new ChangeSetExecution(context, Stacks, comparer, operations));
        Operations = new[] { new StackQueries(context, Stacks).All, commands.All, changeSets.All, new TemplateOperations(Stacks, definitions).All }.SelectMany(all => all).ToDictionary();
    }

    public StackStore Stacks { get; }

    public Schedule Schedule { get; }

    public IReadOnlyDictionary<string, Operation> Operations { get; }

    public void Apply(Step step)
    {
        switch (step)
        {
            case AdvanceStack advance: _forward.Apply(advance); break;
            case FinishResource finish: _finish.Apply(finish); break;
            case BeginRollback rollback: _rollback.Apply(rollback); break;
            case CleanStack clean: _cleanup.Apply(clean); break;
            case FinishDeletion deletion: _cleanup.Apply(deletion); break;
            case AdvanceChangeSet changeSet: _changeSets.Apply(changeSet); break;
            case RunTasks run: _deployments.Apply(run); break;
            case CompleteDeployment complete: _deployments.Apply(complete); break;
            case FailDeployment fail: _deployments.Apply(fail); break;
            default: throw new NotSupportedException(step.GetType().Name);
        }
    }
}
