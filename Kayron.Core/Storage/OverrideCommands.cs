using Kayron.Core.Changes;
using Kayron.Core.Commands;
using Kayron.Core.Reconcile;
using Kayron.Core.Telemetry;
using Kayron.Core.Workers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Kayron.Core.Storage;

internal sealed class OverrideCommands(IDbContextFactory<KayronDb> databases, LiveFeed feed, IWorkerTrigger trigger, TimeProvider clock, ILogger<OverrideCommands> logger) : IOverrideCommands
{
    private const int MaximumAddress = 2_000;

    public async Task<CommandResult> OverrideAsync(Actor actor, OverrideRequest request, CancellationToken cancellationToken)
    {
        await using var scope = await CommandScope.BeginAsync(databases, clock, cancellationToken);
        var row = await scope.Database.Changes.FirstOrDefaultAsync(change => change.Id == request.ChangeId, cancellationToken);
        var result = row is null ? new CommandResult.Refused("not-found", 404, $"there is no change {request.ChangeId}") : await OverrideAsync(scope, actor, row.ToChange(), request, cancellationToken);
        result = await scope.EndAsync(result, actor, "override", $"change/{request.ChangeId}", $"{request.Reason} ({request.Incident})", cancellationToken);
        if (result is not CommandResult.Done) return result;

        logger.Warning("change was overridden", ("environment", row!.Environment), ("change", row.Id), ("by", actor.Name), ("reason", request.Reason), ("incident", request.Incident));
        feed.Publish(row.Environment);
        trigger.Trigger($"reconcile:{row.Environment}");
        return result;
    }

    public async Task<CommandResult> ReviewAsync(Actor actor, long overrideId, string? note, CancellationToken cancellationToken)
    {
        await using var scope = await CommandScope.BeginAsync(databases, clock, cancellationToken);
        var row = await scope.Database.Overrides.FirstOrDefaultAsync(passed => passed.Id == overrideId, cancellationToken);
        CommandResult result = row switch
        {
            null => new CommandResult.Refused("not-found", 404, $"there is no override {overrideId}"),
            _ when !actor.Is(Role.Approver, row.Environment) => ReasonText.NeedsRole(Role.Approver, row.Environment),
            _ when actor.Delegated => OnlyPeople(actor),
            _ when row.Account == actor.Account => new CommandResult.Refused("self-approval", 403, "you made this override: somebody else has to review it"),
            { ReviewedAt: not null } => new CommandResult.Refused("not-open", 409, $"{row.ReviewedBy} has reviewed this override already"),
            _ => (CommandResult?)ReasonText.Refuse(note, "") ?? new CommandResult.Done(),
        };
        if (result is CommandResult.Done) (row!.ReviewedBy, row.ReviewedAt, row.ReviewNote) = (actor.Name, scope.Now, ReasonText.Trim(note));
        result = await scope.EndAsync(result, actor, "review-override", $"override/{overrideId}", note, cancellationToken);
        if (result is CommandResult.Done) feed.Publish(row!.Environment);
        return result;
    }

    private static async Task<CommandResult> OverrideAsync(CommandScope scope, Actor actor, Change change, OverrideRequest request, CancellationToken cancellationToken)
    {
        if (!actor.Is(Role.Administrator, change.Environment)) return ReasonText.NeedsRole(Role.Administrator, change.Environment);
        if (actor.Delegated) return OnlyPeople(actor);
        if (ReasonText.Refuse(request.Reason, "say why its gates are passed, for those who review it") is { } refused) return refused;
        if (!IsAddress(request.Incident)) return ReasonText.Invalid("incident: give the incident's address, such as https://status.example.com/incidents/42");
        if (ChangeLifecycle.Decide(change, new ChangeCommand.Override(), scope.Now) is null) return ChangeCommands.NotOpen(change);
        if (request.Fingerprint is { } seen && seen != change.Fingerprint)
            return new CommandResult.Refused("stale-fingerprint", 409, $"this is not what change {change.Id} is about any more: look at it again");
        if (await scope.Database.Overrides.AnyAsync(passed => passed.ChangeId == change.Id, cancellationToken))
            return new CommandResult.Refused("not-open", 409, $"change {change.Id} is overridden already");
        var decisions = await scope.Database.Decisions.Where(decision => decision.ChangeId == change.Id).ToListAsync(cancellationToken);
        var missing = decisions.SelectMany(decision => decision.Confirmations).Except(request.Confirm ?? []).ToList();
        if (missing.Count > 0) return new CommandResult.Refused("confirmation-required", 422, $"type what is removed or replaced: {string.Join(", ", missing)}");

        scope.Database.Overrides.Add(new OverrideRow
        {
            ChangeId = change.Id, Environment = change.Environment, Fingerprint = change.Fingerprint, Effects = change.Effects!.Digest(), Account = actor.Account, Name = actor.Name,
            Reason = request.Reason.Trim(), Incident = request.Incident.Trim(), Confirmed = request.Confirm ?? [], At = scope.Now,
        });
        return new CommandResult.Done(change.Id);
    }

    /// <summary>What cannot approve cannot pass approvals either, whatever an environment allows such tokens otherwise.</summary>
    private static CommandResult.Refused OnlyPeople(Actor actor) =>
        new("role", 403, $"the token of {actor.Login} acts for another than its maker, or for a machine: gates are passed, and that is reviewed, by people as themselves");

    /// <summary>It becomes a link in a page: nothing but a plain web address.</summary>
    private static bool IsAddress(string? text) => text is { Length: <= MaximumAddress } && Uri.TryCreate(text.Trim(), UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps) && address is { UserInfo: "", Host.Length: > 0 };
}
