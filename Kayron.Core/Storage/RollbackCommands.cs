using Kayron.Core.Changes;
using Kayron.Core.Commands;
using Kayron.Core.Queries;
using Kayron.Core.Reconcile;
using Kayron.Core.Workers;
using Microsoft.EntityFrameworkCore;

namespace Kayron.Core.Storage;

internal sealed class RollbackCommands(IDbContextFactory<KayronDb> databases, LiveFeed feed, IWorkerTrigger trigger, TimeProvider clock) : IRollbackCommands
{
    public async Task<CommandResult> RollBackAsync(Actor actor, RollbackRequest request, CancellationToken cancellationToken)
    {
        await using var scope = await CommandScope.BeginAsync(databases, clock, cancellationToken);
        var row = await scope.Database.Deployments.FirstOrDefaultAsync(deployment => deployment.Id == request.DeploymentId, cancellationToken);
        var result = row is null
            ? new CommandResult.Refused("not-found", 404, $"there is no deployment {request.DeploymentId}")
            : Refuse(actor, row.ToDeployment(), request) ?? await RollBackAsync(scope, actor, row.ToDeployment(), request, cancellationToken);
        result = await scope.EndAsync(result, actor, "rollback", $"deployment/{request.DeploymentId}", request.Reason, cancellationToken);
        return Announce(result, row?.Environment);
    }

    public async Task<CommandResult> EndQuarantineAsync(Actor actor, long quarantineId, string reason, CancellationToken cancellationToken)
    {
        await using var scope = await CommandScope.BeginAsync(databases, clock, cancellationToken);
        var row = await scope.Database.Quarantines.FirstOrDefaultAsync(quarantine => quarantine.Id == quarantineId, cancellationToken);
        CommandResult result = row switch
        {
            null => new CommandResult.Refused("not-found", 404, $"there is no quarantine {quarantineId}"),
            _ when !actor.Is(Role.Approver, row.Environment) => ReasonText.NeedsRole(Role.Approver, row.Environment),
            { EndedAt: not null } => new CommandResult.Refused("not-open", 409, $"quarantine {quarantineId} has ended already"),
            _ => (CommandResult?)ReasonText.Refuse(reason, "say why it may be sent again, for those who quarantined it") ?? new CommandResult.Done(),
        };
        if (result is CommandResult.Done) (row!.EndedAt, row.EndedBy) = (scope.Now, actor.Name);
        result = await scope.EndAsync(result, actor, "quarantine-end", $"quarantine/{quarantineId}", reason, cancellationToken);
        return Announce(result, row?.Environment);
    }

    private static CommandResult.Refused? Refuse(Actor actor, Deployment deployment, RollbackRequest request)
    {
        if (!actor.Is(Role.Operator, deployment.Environment)) return ReasonText.NeedsRole(Role.Operator, deployment.Environment);
        if (ReasonText.Refuse(request.Reason, "say why it is rolled back, for those who wonder") is { } refused) return refused;
        if (request.Releases is { Count: 0 }) return ReasonText.Invalid("releases: names none; leave it out to roll back all of the deployment");
        if (request.Releases?.Except(deployment.Releases.Select(release => release.Name)).FirstOrDefault() is { } stranger)
            return ReasonText.Invalid($"releases: deployment {deployment.Id} did not change {stranger}; it changed {string.Join(", ", deployment.Releases.Select(release => release.Name))}");
        return deployment switch
        {
            { State: DeploymentState.External } => NotOpen($"deployment {deployment.Id} was made outside Kayron, which does not know what ran before it: what differs from the definitions is planned by itself"),
            { EndedAt: null } => NotOpen($"deployment {deployment.Id} is still running. Wait for its end, or have CloudFormation roll it back with aws cloudformation cancel-update-stack --stack-name {deployment.Stack}"),
            { Releases.Count: 0 } => NotOpen($"deployment {deployment.Id} changed no version: change its parameters or tags back where they are configured"),
            _ => null,
        };
    }

    private static async Task<CommandResult> RollBackAsync(CommandScope scope, Actor actor, Deployment deployment, RollbackRequest request, CancellationToken cancellationToken)
    {
        var undone = deployment.State == DeploymentState.Failed && await WasUndoneAsync(scope.Database, deployment, cancellationToken);
        var names = request.Releases?.Distinct().ToList() ?? [.. deployment.Releases.Select(release => release.Name)];
        var verified = (await scope.Database.Verified.AsNoTracking().Where(row => row.Environment == deployment.Environment && names.Contains(row.Release)).OrderBy(row => row.Id).ToListAsync(cancellationToken))
            .ConvertAll(row => row.ToVerified());
        var active = await scope.Database.Quarantines.Where(row => row.Environment == deployment.Environment && row.EndedAt == null && names.Contains(row.Release)).ToListAsync(cancellationToken);
        var steps = new List<RollbackStep>();
        foreach (var release in deployment.Releases.Where(release => names.Contains(release.Name)))
        {
            if (await IsSuspendedAsync(scope.Database, deployment.Environment, release.Name, cancellationToken))
                return NotOpen($"{release.Name} is suspended in its definition and stays as it runs: end that first, or name the releases to roll back without it");
            if (RollbackPlan.Of(deployment, release, undone, verified, [.. active.Where(row => row.Release == release.Name).Select(row => row.Version)]) is not { } step)
                return new CommandResult.Refused("nothing-verified", 409, $"no version of {release.Name} was verified in {deployment.Environment} before deployment {deployment.Id}: there is nothing to go back to{(names.Count > 1 ? ". Name the releases to roll back without it" : "")}");
            steps.Add(step);
        }
        var known = active.Select(row => (row.Release, row.Version)).ToHashSet();
        if (steps.All(step => !step.Moves && step.Leaves.All(version => known.Contains((step.Release, version)))))
            return NotOpen($"deployment {deployment.Id} is rolled back already");
        var planned = await scope.Database.Changes.AsNoTracking().Where(change => change.Id == deployment.ChangeId).Select(change => change.Plan).FirstOrDefaultAsync(cancellationToken);
        foreach (var step in steps) Quarantine(scope, actor, deployment, planned?.Images ?? [], request.Reason, step, active, verified);
        foreach (var (release, version) in steps.SelectMany(step => step.Leaves.Select(version => (step.Release, version))))
            await Soaks.VoidAsync(scope.Database, deployment.Environment, release, version, cancellationToken);
        return new CommandResult.Done(deployment.Id.ToString(System.Globalization.CultureInfo.InvariantCulture), Describe(steps));
    }

    /// <summary>One quarantine a version: a later rollback takes over an earlier one of the same version.</summary>
    private static void Quarantine(
        CommandScope scope, Actor actor, Deployment deployment, IReadOnlyList<ApprovedImage> planned, string reason, RollbackStep step, List<QuarantineRow> active, List<VerifiedVersion> verified)
    {
        foreach (var earlier in active.Where(row => row.Release == step.Release))
            (earlier.EndedAt, earlier.EndedBy) = step.Leaves.Contains(earlier.Version) ? (scope.Now, actor.Name) : (earlier.EndedAt, earlier.EndedBy);
        // What was quarantined before and is still wanted must not lead back to what is left now.
        foreach (var earlier in active.Where(row => row.Release == step.Release && row.EndedAt is null && step.Leaves.Contains(row.Instead))) earlier.Instead = step.Instead;
        scope.Database.Quarantines.AddRange(step.Leaves.Select(version => new QuarantineRow
        {
            Environment = deployment.Environment, Release = step.Release, Version = version, Instead = step.Instead, DeploymentId = deployment.Id, Account = actor.Account, By = actor.Name,
            Reason = reason.Trim(), Since = scope.Now,
            Digest = planned.FirstOrDefault(image => image.Release == step.Release && image.Preview is null && image.Version == version)?.Digest
                ?? verified.LastOrDefault(seen => seen.Release == step.Release && seen.Version == version)?.Digest,
        }));
    }

    private static string Describe(List<RollbackStep> steps) => string.Join("; ", steps.Select(step => (step.Moves, step.Instead) switch
    {
        (true, { } back) => $"{step.Release} goes back to {back}, through the gates; {string.Join(" and ", step.Leaves)} is not sent again until another version is wanted or an approver ends its quarantine",
        (false, { } back) => $"{step.Release} runs {back} again already, so nothing is to be rolled back; {string.Join(" and ", step.Leaves)} is quarantined so that it is not tried again",
        _ => $"{step.Release} does not run, so nothing is to be rolled back; {string.Join(" and ", step.Leaves)} is quarantined so that it is not tried again",
    }));

    /// <summary>CloudFormation's own word on what became of the update.</summary>
    private static async Task<bool> WasUndoneAsync(KayronDb database, Deployment deployment, CancellationToken cancellationToken) =>
        await database.Events.Where(row => row.DeploymentId == deployment.Id && row.Stack == "" && row.LogicalId == deployment.Stack).OrderByDescending(row => row.Time).ThenByDescending(row => row.Id)
            .Select(row => row.Status).FirstOrDefaultAsync(cancellationToken) is null or "UPDATE_ROLLBACK_COMPLETE";

    private static async Task<bool> IsSuspendedAsync(KayronDb database, string environment, string release, CancellationToken cancellationToken) =>
        (await database.Environments.AsNoTracking().FirstOrDefaultAsync(row => row.Name == environment, cancellationToken))?.Releases.Any(seen => seen.Name == release && seen.State == "suspended") == true;

    private CommandResult Announce(CommandResult result, string? environment)
    {
        if (result is not CommandResult.Done || environment is null) return result;
        feed.Publish(environment);
        trigger.Trigger($"reconcile:{environment}");
        return result;
    }

    private static CommandResult.Refused NotOpen(string detail) => new("not-open", 409, detail);
}
