using Kayron.Core.Changes;
using Kayron.Core.Configuration;
using Kayron.Core.Policies;
using Kayron.Core.Previews;
using Kayron.Core.Queries;
using Kayron.Core.Reconcile.Ports;
using Kayron.Core.Telemetry;
using Microsoft.Extensions.Logging;

namespace Kayron.Core.Reconcile;

/// <summary>Starts the stored change set of a ready change, follows the update to its end and verifies what runs. Every step asks first whether it is already so.</summary>
public sealed class DeploymentSteps(
    ChangeDraft draft, IStacks stacks, IChangeStore changes, IDeploymentStore store, IPreviewStore previews, Verification verification, Departure departure, KayronMetrics metrics, TimeProvider clock, ILogger<DeploymentSteps> logger)
{
    private const string Overtaken = "the stack, an image or the templates changed since it was planned";

    /// <summary>Clocks of CloudFormation and of this host may differ by this much.</summary>
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(5);

    public async Task<RunResult> StartAsync(EnvironmentSettings environment, Lease lease, Change change, string startedBy, IReadOnlyList<RunningService> services, CancellationToken cancellationToken)
    {
        var stack = await FindStackAsync(environment, cancellationToken);
        if (!await draft.StillHoldsAsync(environment, change, stack, cancellationToken))
        {
            await changes.SupersedeAsync(lease, environment.Name, Overtaken, cancellationToken);
            return new RunResult("planned", Overtaken, change.Id, Moving: true);
        }

        await departure.NoteAsync(environment, lease, change, services, cancellationToken);
        var deployment = await store.BeginAsync(lease, environment, stack, change, new Deployment
        {
            Environment = environment.Name, ChangeId = change.Id, State = DeploymentState.Executing, StartedAt = clock.GetUtcNow(), Stack = stack.Name, Source = change.Plan.Source,
            StartedBy = startedBy, Releases = change.Plan.Releases, Previews = change.Plan.Previews, ClientToken = change.ChangeSetName,
            Resources = change.Effects!.Resources.Count(resource => resource.Type != "AWS::CloudFormation::Stack"),
        }, cancellationToken);
        if (deployment is null) return new RunResult("planned", "a gate closed meanwhile", change.Id, Moving: true);
        // crash here: the next run finds the deployment not accepted and asks CloudFormation whether it has begun.
        logger.Info("updating cloudformation stack", ("environment", environment.Name), ("stack", stack.Name), ("change", change.Id));
        await ExecuteAsync(environment, lease, deployment, cancellationToken);
        return Executing(deployment);
    }

    public async Task<RunResult> FollowAsync(EnvironmentSettings environment, Lease lease, Deployment deployment, Change change, CancellationToken cancellationToken)
    {
        var stack = await FindStackAsync(environment, cancellationToken);
        if (deployment.State == DeploymentState.Verifying) return await VerifyAsync(environment, lease, deployment, change, stack, cancellationToken);

        var events = await ReadEventsAsync(environment, stack, deployment, cancellationToken);
        if (!deployment.Accepted && await AcceptAsync(environment, lease, deployment, change, stack, events, cancellationToken) is { } ended) return ended;
        await store.SaveAsync(lease, deployment with { Accepted = true }, events, cancellationToken);

        var status = DeploymentProgress.RootStatus(events);
        logger.Info("deployment in progress", ("environment", environment.Name), ("status", status ?? "not begun"));
        // Both must agree: DescribeStacks may still show the state before the update.
        if (stack.IsInProgress || status != stack.Status) return Executing(deployment);
        return status is "UPDATE_COMPLETE" or "CREATE_COMPLETE" or "IMPORT_COMPLETE"
            ? await BeginVerifyingAsync(environment, lease, deployment with { Accepted = true }, change, stack, cancellationToken)
            : await FailAsync(environment, lease, deployment with { Accepted = true }, change, Cause(events, status), FailedPreviews.Of(change, RootCause(events)), cancellationToken);
    }

    /// <summary>Whether CloudFormation took the execution; asks again only where it is certain that it did not.</summary>
    private async Task<RunResult?> AcceptAsync(
        EnvironmentSettings environment, Lease lease, Deployment deployment, Change change, StackState stack, IReadOnlyList<StackEvent> events, CancellationToken cancellationToken)
    {
        if (events.Any(@event => @event.ClientToken == deployment.ClientToken)) return null;
        switch ((await stacks.FindChangeSetAsync(environment, change.ChangeSetName, cancellationToken))?.Status)
        {
            case ChangeSetStatus.Ready:
                return await StartAgainAsync(environment, lease, deployment, change, stack, cancellationToken);
            case ChangeSetStatus.Executed:
                return null;
            default:
                return await FailAsync(environment, lease, deployment, change, "its change set was gone before CloudFormation began to execute it", [], cancellationToken);
        }
    }

    /// <summary>
    /// What was begun and never reached CloudFormation passes the gates once more: much may have happened since. Nobody can approve it any more, so it does not wait for a
    /// gate to open but makes way for a change of its own.
    /// </summary>
    private async Task<RunResult> StartAgainAsync(EnvironmentSettings environment, Lease lease, Deployment deployment, Change change, StackState stack, CancellationToken cancellationToken)
    {
        var obstacle = await draft.StillHoldsAsync(environment, change, stack, cancellationToken)
            ? StartGate.FindObstacle(await changes.ReadFactsAsync(environment, change, stack, cancellationToken))
            : "the stack, an image or the templates changed";
        if (obstacle is null)
        {
            await ExecuteAsync(environment, lease, deployment, cancellationToken);
            return Executing(deployment);
        }
        var withdrawn = ChangeLifecycle.Apply(change, new ChangeCommand.Withdraw($"withdrawn before CloudFormation began to execute it: {obstacle}"), clock.GetUtcNow());
        await EndAsync(environment, lease, deployment with { State = DeploymentState.Failed }, withdrawn, null, cancellationToken);
        return new RunResult("planned", withdrawn.Waiting, change.Id, Moving: true);
    }

    private async Task ExecuteAsync(EnvironmentSettings environment, Lease lease, Deployment deployment, CancellationToken cancellationToken)
    {
        await stacks.ExecuteChangeSetAsync(environment, deployment.ClientToken!, deployment.ClientToken!, cancellationToken);
        // crash here: the next run sees by the events' token, or by the change set, that it was accepted.
        await store.SaveAsync(lease, deployment with { Accepted = true }, [], cancellationToken);
    }

    private async Task<IReadOnlyList<StackEvent>> ReadEventsAsync(EnvironmentSettings environment, StackState stack, Deployment deployment, CancellationToken cancellationToken)
    {
        // Where this host's clock is ahead, CloudFormation's own word on when the update began is the earlier one.
        var since = stack.LastUpdated < deployment.StartedAt ? stack.LastUpdated.Value : deployment.StartedAt;
        var events = await stacks.ReadEventsAsync(environment, stack, since - ClockTolerance, cancellationToken);
        var ours = events.Where(@event => @event.Stack.Length > 0 || @event.ClientToken == deployment.ClientToken).ToList();
        // An emulator may leave tokens out; once the execution is accepted, the time has to tell.
        if (deployment.Accepted && ours.All(@event => @event.Stack.Length > 0))
            ours = [.. events.Where(@event => @event.Stack.Length > 0 || (@event.ClientToken is null && @event.Time >= deployment.StartedAt))];
        var begun = ours.Where(@event => @event.Stack.Length == 0).Select(@event => (DateTimeOffset?)@event.Time).FirstOrDefault();
        // Nested stacks are read back to the same moment; what they show of earlier updates, and of themselves beside their parent's word, is left out.
        return [.. ours.Where(@event => @event.Stack.Length == 0 || (begun is not null && @event.Time >= begun && !DeploymentProgress.IsStackItself(@event)))];
    }

    private async Task<RunResult> BeginVerifyingAsync(EnvironmentSettings environment, Lease lease, Deployment deployment, Change change, StackState stack, CancellationToken cancellationToken)
    {
        var verifying = deployment with { State = DeploymentState.Verifying, UpdatedAt = clock.GetUtcNow() };
        await store.SaveAsync(lease, verifying, [], cancellationToken);
        return await VerifyAsync(environment, lease, verifying, change, stack, cancellationToken);
    }

    private async Task<RunResult> VerifyAsync(EnvironmentSettings environment, Lease lease, Deployment deployment, Change change, StackState stack, CancellationToken cancellationToken)
    {
        var seen = await verification.LookAsync(environment, change, cancellationToken);
        var looked = deployment with { Verification = seen };
        if (seen.All(release => release.State == "verified")) return await SucceedAsync(environment, lease, looked, change, stack, cancellationToken);
        if (clock.GetUtcNow() - deployment.UpdatedAt < Verification.Deadline && seen.All(release => release.State != "failed"))
        {
            await store.SaveAsync(lease, looked, [], cancellationToken);
            return new RunResult("verifying", null, change.Id, Moving: true);
        }
        var missing = seen.First(release => release.State != "verified");
        return await FailAsync(environment, lease, looked, change, $"{missing.Subject} is not verified: {missing.Detail}", FailedPreviews.Of(change, seen), cancellationToken);
    }

    private async Task<RunResult> SucceedAsync(EnvironmentSettings environment, Lease lease, Deployment deployment, Change change, StackState stack, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var baseline = new Baseline(change.Plan.Inputs, change.Plan.InputsDigest, false, StackBase.MarkerOf(stack), change.Id, now);
        await EndAsync(environment, lease, deployment with { State = DeploymentState.Succeeded }, ChangeLifecycle.Apply(change, new ChangeCommand.Succeed(), now), baseline, cancellationToken);
        foreach (var release in change.Plan.Releases) metrics.ServiceDeployed(release.Name, now);
        return new RunResult("succeeded", null, change.Id, Moving: true);
    }

    private async Task<RunResult> FailAsync(EnvironmentSettings environment, Lease lease, Deployment deployment, Change change, string reason, IReadOnlyList<ChangedPreview> failed, CancellationToken cancellationToken)
    {
        // Before the end, which is final: what is noted twice is noted once.
        if (failed.Count > 0) await previews.FailAsync(lease, failed, cancellationToken);
        await EndAsync(environment, lease, deployment with { State = DeploymentState.Failed }, ChangeLifecycle.Apply(change, new ChangeCommand.Fail(reason), clock.GetUtcNow()), null, cancellationToken);
        return new RunResult("failed", reason, change.Id);
    }

    private async Task EndAsync(EnvironmentSettings environment, Lease lease, Deployment deployment, Change change, Baseline? baseline, CancellationToken cancellationToken)
    {
        var ended = deployment with { EndedAt = change.EndedAt, Outcome = change.Waiting };
        await store.EndAsync(lease, ended, change, baseline, cancellationToken);
        var outcome = ended.State == DeploymentState.Succeeded ? "succeeded" : "failed";
        metrics.Deployed(environment.Name, outcome, ended.EndedAt!.Value - ended.StartedAt);
        logger.Info("deployment ended", ("environment", environment.Name), ("deployment", ended.Id), ("outcome", outcome), ("reason", change.Waiting));
    }

    private async Task<StackState> FindStackAsync(EnvironmentSettings environment, CancellationToken cancellationToken) =>
        await stacks.FindAsync(environment, cancellationToken) ?? throw new BlockedException($"stack {environment.Stack} is gone");

    private static RootCauseView? RootCause(IReadOnlyList<StackEvent> events) => DeploymentProgress.RootCause([.. events.Select(EventPresentation.View)]);

    private static string Cause(IReadOnlyList<StackEvent> events, string? status)
    {
        var cause = RootCause(events) is { } first ? $"{first.LogicalId}: {first.Reason}" : $"the stack ended as {status}";
        return status switch
        {
            "UPDATE_ROLLBACK_COMPLETE" => $"{cause} (rolled back)",
            "UPDATE_ROLLBACK_FAILED" => $"{cause} (and the rollback failed)",
            _ => cause,
        };
    }

    private static RunResult Executing(Deployment deployment) => new("executing", null, deployment.ChangeId, Moving: true);
}
