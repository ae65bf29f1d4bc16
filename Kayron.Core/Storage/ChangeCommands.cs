using Kayron.Core.Changes;
using Kayron.Core.Commands;
using Kayron.Core.Configuration;
using Kayron.Core.Reconcile;
using Kayron.Core.Workers;
using Microsoft.EntityFrameworkCore;

namespace Kayron.Core.Storage;

internal sealed class ChangeCommands(IDbContextFactory<KayronDb> databases, KayronSettings settings, LiveFeed feed, IWorkerTrigger trigger, TimeProvider clock) : IChangeCommands
{
    private const int MaximumComment = 2_000;

    public Task<CommandResult> ApproveAsync(Actor actor, ApproveRequest request, CancellationToken cancellationToken) =>
        ActAsync(actor, "approve", request.ChangeId, request.Comment, (scope, row) => ApproveAsync(scope, actor, row, request, cancellationToken), cancellationToken);

    public Task<CommandResult> RejectAsync(Actor actor, string changeId, string? comment, CancellationToken cancellationToken) =>
        ActAsync(actor, "reject", changeId, comment, (scope, row) => Task.FromResult(Reject(scope, actor, row, comment)), cancellationToken);

    private async Task<CommandResult> ActAsync(
        Actor actor, string action, string changeId, string? comment, Func<CommandScope, ChangeRow, Task<CommandResult>> act, CancellationToken cancellationToken)
    {
        await using var scope = await CommandScope.BeginAsync(databases, clock, cancellationToken);
        var row = await scope.Database.Changes.FirstOrDefaultAsync(change => change.Id == changeId, cancellationToken);
        var result = row switch
        {
            null => new CommandResult.Refused("not-found", 404, $"there is no change {changeId}"),
            _ when !actor.Is(Role.Approver, row.Environment) => new CommandResult.Refused("role", 403, $"this needs the role approver in {row.Environment}"),
            _ when comment?.Length > MaximumComment => new CommandResult.Refused("invalid", 400, $"comment: at most {MaximumComment} characters"),
            _ => await act(scope, row),
        };
        result = await scope.EndAsync(result, actor, action, $"change/{changeId}", comment, cancellationToken);
        if (result is CommandResult.Done)
        {
            feed.Publish(row!.Environment);
            trigger.Trigger($"reconcile:{row.Environment}");
        }
        return result;
    }

    private async Task<CommandResult> ApproveAsync(CommandScope scope, Actor actor, ChangeRow row, ApproveRequest request, CancellationToken cancellationToken)
    {
        var change = row.ToChange();
        if (ChangeLifecycle.Decide(change, new ChangeCommand.Approve(), scope.Now) is null) return NotOpen(change);
        if (request.Fingerprint != change.Fingerprint)
            return new CommandResult.Refused("stale-fingerprint", 409, $"this is not what change {change.Id} is about any more: look at it again");
        var policy = settings.FindEnvironment(change.Environment)?.Policies.Approval;
        if (policy is { PreventSelf: true } && change.Plan.People.FindContribution(actor.Login) is { } contribution)
            return new CommandResult.Refused("self-approval", 403, $"you {contribution}: somebody else has to approve");
        if (actor.Delegated && policy?.AllowDelegatedTokens != true)
            return new CommandResult.Refused("role", 403, $"the token of {actor.Login} acts for another than its maker, or for a machine: it cannot approve in {change.Environment} unless Policies:Approval:AllowDelegatedTokens says so. Approve as yourself");
        if (await scope.Database.Approvals.AnyAsync(approval => approval.ChangeId == change.Id && (approval.Account == actor.Account || (actor.Login != "" && approval.Login == actor.Login)), cancellationToken))
            return new CommandResult.Refused("already-approved", 409, "you have approved this change already; somebody else has to");
        if (policy is { CommentRequired: true } && string.IsNullOrWhiteSpace(request.Comment))
            return new CommandResult.Refused("comment-required", 422, $"{change.Environment} wants a comment with every approval");
        var confirmations = (await scope.Database.Decisions.Where(decision => decision.ChangeId == change.Id).ToListAsync(cancellationToken)).SelectMany(decision => decision.Confirmations);
        var missing = confirmations.Except(request.Confirm ?? []).ToList();
        if (missing.Count > 0) return new CommandResult.Refused("confirmation-required", 422, $"type what is removed or replaced: {string.Join(", ", missing)}");

        scope.Database.Approvals.Add(Word(scope, actor, change, approved: true, request.Comment, request.Confirm ?? []));
        return new CommandResult.Done(change.Id);
    }

    private static CommandResult Reject(CommandScope scope, Actor actor, ChangeRow row, string? comment)
    {
        var change = row.ToChange();
        var why = string.IsNullOrWhiteSpace(comment) ? "" : $": {comment.Trim()}";
        if (ChangeLifecycle.Decide(change, new ChangeCommand.Reject($"rejected by {actor.Name}{why}"), scope.Now) is not { } rejected) return NotOpen(change);
        row.Update(rejected);
        scope.Database.Approvals.RemoveRange(scope.Database.Approvals.Where(approval => approval.ChangeId == change.Id && approval.Account == actor.Account));
        scope.Database.Approvals.Add(Word(scope, actor, change, approved: false, comment, []));
        return new CommandResult.Done(change.Id);
    }

    private static ApprovalRow Word(CommandScope scope, Actor actor, Change change, bool approved, string? comment, IReadOnlyList<string> confirmed) => new()
    {
        ChangeId = change.Id, Account = actor.Account, Name = actor.Name, Approved = approved, Fingerprint = change.Fingerprint, Effects = change.Effects!.Digest(),
        Comment = string.IsNullOrWhiteSpace(comment) ? null : comment.Trim(), Confirmed = confirmed, Login = actor.Login, At = scope.Now,
    };

    internal static CommandResult.Refused NotOpen(Change change) => change switch
    {
        { State: ChangeState.Superseded, SupersededBy: { } next } => new("not-open", 409, $"change {change.Id} was superseded by {next}: look at that one"),
        { IsOpen: true, Effects: null } => new("not-open", 409, $"change {change.Id} has no change set to approve yet: {change.Waiting}"),
        { State: ChangeState.Executing } => new("not-open", 409, $"change {change.Id} is being deployed"),
        _ => new("not-open", 409, $"change {change.Id} has ended: {change.Waiting}"),
    };
}
