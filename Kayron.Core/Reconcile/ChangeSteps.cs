using Kayron.Core.Changes;
using Kayron.Core.Configuration;
using Kayron.Core.Policies;
using Kayron.Core.Policies.Access;
using Kayron.Core.Policies.Rules;
using Kayron.Core.Reconcile.Ports;
using Kayron.Core.Telemetry;
using Kayron.Core.Templates;
using Microsoft.Extensions.Logging;

namespace Kayron.Core.Reconcile;

/// <summary>Moves an environment's open change one step: planned → change set made → judged → started. Every step asks first whether it is already so.</summary>
public sealed class ChangeSteps(
    ChangeDraft draft, IStacks stacks, IChangeStore store, IEnvironmentStore environments, DeploymentSteps deployments, KayronMetrics metrics, TimeProvider clock, ILogger<ChangeSteps> logger)
{
    /// <summary>Without drift an open change has lost its point.</summary>
    public async Task<RunResult> SettleAsync(EnvironmentSettings environment, Lease lease, CancellationToken cancellationToken)
    {
        if (await store.FindOpenAsync(environment.Name, cancellationToken) is not null)
            await store.SupersedeAsync(lease, environment.Name, "nothing differs any more", cancellationToken);
        return RunResult.NoDrift;
    }

    public async Task<RunResult> MoveAsync(EnvironmentSettings environment, Lease lease, EnvironmentPlan plan, TemplateBundle bundle, EnvironmentMemory memory, CancellationToken cancellationToken)
    {
        var last = await store.FindOpenAsync(environment.Name, cancellationToken);
        var open = last is not null && StillMeans(last, plan) ? last : null;
        if (open is null)
        {
            if ((await store.ReadHistoryAsync(environment.Name, plan.InputsDigest, cancellationToken)).Rejection is { } rejection)
            {
                await store.SupersedeAsync(lease, environment.Name, "these inputs were rejected", cancellationToken);
                return new RunResult("rejected", rejection, Held: true);
            }
            return await ProposeAsync(environment, lease, plan, bundle, memory, last, cancellationToken);
        }
        if (open.Effects is null) return await FollowChangeSetAsync(environment, lease, open, plan, cancellationToken);
        if (Expired(environment, open) is { } expired) return await ExpireAsync(lease, expired, cancellationToken);
        return await JudgeAsync(environment, lease, open, plan, cancellationToken);
    }

    /// <summary>Deletes the change sets of changes that ended without being executed.</summary>
    public async Task CleanAsync(EnvironmentSettings environment, Lease lease, CancellationToken cancellationToken)
    {
        foreach (var change in await store.FindLeftoversAsync(environment.Name, cancellationToken))
        {
            for (var attempt = 1; attempt <= change.Attempt; attempt++)
                await stacks.DeleteChangeSetAsync(environment, (change with { Attempt = attempt }).ChangeSetName, cancellationToken);
            await store.MarkCleanedAsync(lease, change.Id, cancellationToken);
        }
    }

    /// <summary>The same inputs, on the same stack, with the same images where we happened to look.</summary>
    private static bool StillMeans(Change change, EnvironmentPlan plan) =>
        change.Plan.InputsDigest == plan.InputsDigest && change.Plan.StackMarker == plan.StackMarker && change.Plan.Rollback == plan.Rollback
        && plan.Moving.All(release => release.Chosen != release.Desired || release.Observed.Image is not ImageLookup.Found found
            || change.Plan.Images.FirstOrDefault(image => image.Release == release.Name && image.Preview is null)?.Digest == found.Digest);

    private async Task<RunResult> ProposeAsync(EnvironmentSettings environment, Lease lease, EnvironmentPlan plan, TemplateBundle bundle, EnvironmentMemory memory, Change? earlier, CancellationToken cancellationToken)
    {
        if (plan.Observation.Stack.IsInProgress) return new RunResult("blocked", $"stack {plan.Observation.Stack.Name} is busy ({plan.Observation.Stack.Status})", Held: true);
        foreach (var drift in plan.Drift)
            logger.Info("detected state drift", ("environment", environment.Name), ("reason", drift.Reason), ("release", drift.Release), ("version", drift.To));
        var applied = memory.Baseline?.ChangeId is { } last ? await store.FindSourceAsync(last, cancellationToken) : null;
        var change = await draft.WriteAsync(environment, plan, bundle, applied, cancellationToken);
        change = change with { Plan = change.Plan with { Warnings = [.. change.Plan.Warnings, .. MovedTags.Since(earlier, change.Plan.Images)] } };
        await store.AddAsync(lease, change, cancellationToken);
        // crash here: the next run finds the change without its change set and makes it, under the same name.
        return await RequestChangeSetAsync(environment, lease, change, plan.Observation.Stack, cancellationToken);
    }

    /// <summary>For a stack that a person must mend CloudFormation makes none: the change waits, and says what is to be done.</summary>
    private async Task<RunResult> RequestChangeSetAsync(EnvironmentSettings environment, Lease lease, Change change, StackState stack, CancellationToken cancellationToken)
    {
        if (StackStatusPolicy.Judge(stack) is { Verdict: not Verdict.Allow } status)
        {
            await store.SaveAsync(lease, Apply(change, new ChangeCommand.Refuse(status.Reason)), [status], cancellationToken);
            return new RunResult("blocked", status.Reason, change.Id, Held: true);
        }
        await CreateChangeSetAsync(environment, change, cancellationToken);
        return Planned(change);
    }

    private Task CreateChangeSetAsync(EnvironmentSettings environment, Change change, CancellationToken cancellationToken) =>
        stacks.CreateChangeSetAsync(environment, new ChangeSetRequest(
            change.ChangeSetName, change.ChangeSetName, $"Kayron change {change.Id}: {string.Join(", ", change.Plan.Releases.Select(release => $"{release.Name} {release.To}").Concat(change.Plan.Previews.Select(preview => $"preview {preview.Service} {preview.Hash}")))}",
            change.Plan.Template, change.Plan.Parameters, change.Plan.Tags, change.Plan.Capabilities, change.Plan.ServiceRole, change.Plan.IncludeNestedStacks && change.Attempt == 1), cancellationToken);

    private async Task<RunResult> FollowChangeSetAsync(EnvironmentSettings environment, Lease lease, Change change, EnvironmentPlan plan, CancellationToken cancellationToken)
    {
        var changeSet = await stacks.FindChangeSetAsync(environment, change.ChangeSetName, cancellationToken);
        switch (changeSet?.Status)
        {
            case null:
                return await RequestChangeSetAsync(environment, lease, change, plan.Observation.Stack, cancellationToken);
            case ChangeSetStatus.Pending:
                return Planned(change);
            case ChangeSetStatus.Empty:
                return await ConvergeAsync(lease, change, plan, cancellationToken);
            case ChangeSetStatus.Ready:
                return await BeginJudgingAsync(environment, lease, change, changeSet, cancellationToken);
            case ChangeSetStatus.Failed when change is { Attempt: 1, Plan.IncludeNestedStacks: true } && CannotNest(changeSet.Reason):
                await store.SaveAsync(lease, Apply(change, new ChangeCommand.Again(2)), [], cancellationToken);
                return Planned(change);
            case ChangeSetStatus.Failed:
                return await RefuseAsync(lease, change, changeSet.Reason, cancellationToken);
            default:
                await store.SupersedeAsync(lease, environment.Name, "another update of the stack made its change set obsolete", cancellationToken);
                return new RunResult("planned", null, change.Id, Moving: true);
        }
    }

    private async Task<RunResult> BeginJudgingAsync(EnvironmentSettings environment, Lease lease, Change change, ChangeSetState changeSet, CancellationToken cancellationToken)
    {
        var others = (await stacks.ListChangeSetsAsync(environment, cancellationToken)).Where(name => !name.StartsWith("kayron-", StringComparison.Ordinal)).Order(StringComparer.Ordinal).ToList();
        var effects = new ResourceEffects(
            changeSet.Id, changeSet.NestedEffectsKnown, [.. changeSet.Resources.Select(resource => resource with { Before = null, After = null })], changeSet.Resolved, others)
        {
            Widenings = AccessComparison.Of(changeSet.Resources),
        };
        var ready = Apply(change, new ChangeCommand.Announce(effects));
        await store.SaveAsync(lease, ready, [], cancellationToken);
        return Planned(ready);
    }

    /// <summary>CloudFormation says so where nested change sets are not to be had; any other failure is the templates' own.</summary>
    private static bool CannotNest(string? reason) =>
        reason is not null && reason.Contains("nested", StringComparison.OrdinalIgnoreCase) && reason.Contains("not supported", StringComparison.OrdinalIgnoreCase);

    private async Task<RunResult> ConvergeAsync(Lease lease, Change change, EnvironmentPlan plan, CancellationToken cancellationToken)
    {
        await environments.SaveBaselineAsync(lease, new Baseline(change.Plan.Inputs, change.Plan.InputsDigest, true, plan.StackMarker, change.Id, clock.GetUtcNow()), cancellationToken);
        await store.SupersedeAsync(lease, change.Environment, "CloudFormation has nothing to change for it", cancellationToken);
        return new RunResult("converged", "CloudFormation has nothing to change", change.Id, Moving: true);
    }

    private async Task<RunResult> RefuseAsync(Lease lease, Change change, string? reason, CancellationToken cancellationToken)
    {
        var refusal = new Decision("ChangeSet", Verdict.Deny, $"CloudFormation refuses it: {reason ?? "no reason given"}") { IsFirm = true };
        await store.SaveAsync(lease, Apply(change, new ChangeCommand.Refuse(refusal.Reason)), [refusal], cancellationToken);
        return new RunResult("blocked", refusal.Reason, change.Id);
    }

    private Change? Expired(EnvironmentSettings environment, Change change) =>
        environment.Policies.Approval.Expires is { } after ? ChangeLifecycle.Decide(change, new ChangeCommand.Expire(after), clock.GetUtcNow()) : null;

    private async Task<RunResult> ExpireAsync(Lease lease, Change expired, CancellationToken cancellationToken)
    {
        await store.SaveAsync(lease, expired, [], cancellationToken);
        return new RunResult("planned", "expired", expired.Id, Moving: true);
    }

    private async Task<RunResult> JudgeAsync(EnvironmentSettings environment, Lease lease, Change change, EnvironmentPlan plan, CancellationToken cancellationToken)
    {
        var facts = await store.ReadFactsAsync(environment, change, plan.Observation.Stack, cancellationToken);
        var decisions = ChangePolicies.Judge(facts);
        foreach (var decision in decisions) metrics.Decided(environment.Name, decision.Policy, Verdicts.Name(decision.Verdict));
        var judged = Apply(change, new ChangeCommand.Judge(decisions, facts.Approvers.Count));
        if (!await store.SaveAsync(lease, judged, decisions, cancellationToken)) return new RunResult("planned", "a person ended it meanwhile", change.Id, Moving: true);
        if (judged.State != change.State) logger.Info("change moved", ("environment", environment.Name), ("change", change.Id), ("state", ChangeStates.Name(judged.State)), ("reason", judged.Waiting));
        return judged.State switch
        {
            ChangeState.Ready => await deployments.StartAsync(environment, lease, judged, StartedBy(facts), plan.Observation.Services, cancellationToken),
            ChangeState.AwaitingApproval => new RunResult("awaiting-approval", judged.Waiting, change.Id, Held: true),
            _ => new RunResult("blocked", judged.Waiting, change.Id, Held: true),
        };
    }

    private Change Apply(Change change, ChangeCommand command) => ChangeLifecycle.Apply(change, command, clock.GetUtcNow());

    private static string StartedBy(ChangeFacts facts) => facts switch
    {
        { Override: { } passed } => $"overridden by {passed.Name}",
        { Approvers: { Count: > 0 } approvers } => $"approved by {string.Join(", ", approvers.Select(approval => approval.Name))}",
        _ => "by policy",
    };

    private static RunResult Planned(Change change) => new("planned", null, change.Id, Moving: true);
}
