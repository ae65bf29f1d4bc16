using System.Globalization;
using Kayron.Core.Changes;
using Kayron.Core.Commands;
using Kayron.Core.Configuration;
using Kayron.Core.Reconcile;
using Kayron.Core.Releases;
using Kayron.Core.Workers;
using Microsoft.EntityFrameworkCore;

namespace Kayron.Core.Storage;

internal sealed class ClaimCommands(IDbContextFactory<KayronDb> databases, KayronSettings settings, LiveFeed feed, IWorkerTrigger trigger, TimeProvider clock) : IClaimCommands
{
    public async Task<CommandResult> ClaimAsync(Actor actor, ClaimRequest request, CancellationToken cancellationToken)
    {
        await using var scope = await CommandScope.BeginAsync(databases, clock, cancellationToken);
        var until = request.Until ?? scope.Now + Claim.Usual;
        var result = Refuse(actor, request, until, scope.Now) ?? await RefuseServiceAsync(scope, request, cancellationToken) ?? await AddAsync(scope, actor, request, until, cancellationToken);
        result = await scope.EndAsync(result, actor, "claim", Subject(request.Environment, request.Service), $"branch {request.Branch} until {until:u}", cancellationToken);
        if (result is CommandResult.Done) Wake(request.Environment);
        return result;
    }

    public async Task<CommandResult> EndAsync(Actor actor, long claimId, CancellationToken cancellationToken)
    {
        await using var scope = await CommandScope.BeginAsync(databases, clock, cancellationToken);
        var row = await scope.Database.Claims.FirstOrDefaultAsync(claim => claim.Id == claimId, cancellationToken);
        CommandResult result = row switch
        {
            null => new CommandResult.Refused("not-found", 404, $"there is no claim {claimId}"),
            _ when !actor.Is(Role.Operator, row.Environment) => NeedsOperator(row.Environment),
            _ when row.EndedAt is not null || row.Until <= scope.Now => new CommandResult.Refused("not-open", 409, $"claim {claimId} has ended already"),
            _ => new CommandResult.Done(),
        };
        if (result is CommandResult.Done) (row!.EndedAt, row.EndedBy) = (scope.Now, actor.Name);
        var subject = row is null ? $"claim/{claimId}" : Subject(row.Environment, row.Service);
        result = await scope.EndAsync(result, actor, "claim-end", subject, row is null ? null : $"branch {row.Branch}", cancellationToken);
        if (result is CommandResult.Done) Wake(row!.Environment);
        return result;
    }

    private CommandResult? Refuse(Actor actor, ClaimRequest request, DateTimeOffset until, DateTimeOffset now)
    {
        if (settings.FindEnvironment(request.Environment) is not { } environment)
            return Invalid($"environment: must be one of {string.Join(", ", settings.Environments.Select(known => known.Name))}");
        if (!actor.Is(Role.Operator, environment.Name)) return NeedsOperator(environment.Name);
        if (!Claim.IsAllowedIn(environment.Tier))
            return new CommandResult.Refused("tier", 403, $"{environment.Name} is of the tier {environment.Tier.ToString().ToLowerInvariant()}: only environments for development and testing can be claimed");
        if (BranchGrammar.Problem(request.Branch) is { } problem) return Invalid($"branch: {Quote.Of(request.Branch)} {problem}");
        if (until <= now) return Invalid("until: must lie in the future");
        return until - now > Claim.Longest ? Invalid($"until: at most {DurationText.Format(Claim.Longest)} from now") : null;
    }

    /// <summary>Services are known from the last look at the environment.</summary>
    private static async Task<CommandResult?> RefuseServiceAsync(CommandScope scope, ClaimRequest request, CancellationToken cancellationToken)
    {
        var seen = await scope.Database.Environments.AsNoTracking().FirstOrDefaultAsync(row => row.Name == request.Environment, cancellationToken);
        var services = (seen?.Releases ?? []).Where(release => release.Kind == "service").Select(release => release.Name).ToList();
        if (!services.Contains(request.Service))
            return new CommandResult.Refused("invalid", 422, services.Count == 0
                ? $"service: no service of {request.Environment} is known yet; it has to be looked at first"
                : $"service: {request.Environment} has no service {Quote.Of(request.Service)}; it has {string.Join(", ", services)}");
        var now = scope.Now;
        var held = await scope.Database.Claims.FirstOrDefaultAsync(
            claim => claim.Environment == request.Environment && claim.Service == request.Service && claim.EndedAt == null && claim.Until > now, cancellationToken);
        return held is null ? null : new CommandResult.Refused("claimed", 409, $"{request.Service} is {held.ToClaim().Describe()} (claim {held.Id}). It can be claimed again when that has ended");
    }

    private static async Task<CommandResult> AddAsync(CommandScope scope, Actor actor, ClaimRequest request, DateTimeOffset until, CancellationToken cancellationToken)
    {
        var row = new ClaimRow { Environment = request.Environment, Service = request.Service, Branch = request.Branch, By = actor.Name, Since = scope.Now, Until = until };
        scope.Database.Claims.Add(row);
        await scope.Database.SaveChangesAsync(cancellationToken);
        return new CommandResult.Done(row.Id.ToString(CultureInfo.InvariantCulture));
    }

    private void Wake(string environment)
    {
        feed.Publish(environment);
        trigger.Trigger($"reconcile:{environment}");
    }

    private static string Subject(string environment, string service) => $"claim {environment} {service}";

    private static CommandResult.Refused Invalid(string detail) => new("invalid", 400, detail);

    private static CommandResult.Refused NeedsOperator(string environment) => new("role", 403, $"this needs the role operator in {environment}");
}
