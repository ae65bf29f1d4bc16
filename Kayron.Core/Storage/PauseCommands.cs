using Kayron.Core.Commands;
using Kayron.Core.Configuration;
using Kayron.Core.Reconcile;
using Kayron.Core.Workers;
using Microsoft.EntityFrameworkCore;

namespace Kayron.Core.Storage;

internal sealed class PauseCommands(IDbContextFactory<KayronDb> databases, KayronSettings settings, LiveFeed feed, IWorkerTrigger trigger, TimeProvider clock) : IPauseCommands
{
    private const int MaximumReason = 500;

    public async Task<CommandResult> PauseAsync(Actor actor, PauseRequest request, CancellationToken cancellationToken)
    {
        await using var scope = await CommandScope.BeginAsync(databases, clock, cancellationToken);
        var result = (CommandResult?)Refuse(actor, request, scope.Now) ?? (CommandResult?)await FindNoServiceAsync(scope.Database, request, cancellationToken) ?? new CommandResult.Done();
        if (result is CommandResult.Done)
        {
            var row = new PauseRow
            {
                Environment = request.Environment, Service = request.Service, Reason = request.Reason.Trim(), By = actor.Name, Since = scope.Now, Until = request.Until,
            };
            scope.Database.Pauses.Add(row);
            await scope.Database.SaveChangesAsync(cancellationToken);
            result = new CommandResult.Done(row.Id.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }
        result = await scope.EndAsync(result, actor, "pause", Subject(request.Environment, request.Service), request.Reason, cancellationToken);
        if (result is CommandResult.Done) Wake(request.Environment);
        return result;
    }

    public async Task<CommandResult> ResumeAsync(Actor actor, long pauseId, string? reason, CancellationToken cancellationToken)
    {
        await using var scope = await CommandScope.BeginAsync(databases, clock, cancellationToken);
        var row = await scope.Database.Pauses.FirstOrDefaultAsync(pause => pause.Id == pauseId, cancellationToken);
        CommandResult result = row switch
        {
            null => new CommandResult.Refused("not-found", 404, $"there is no pause {pauseId}"),
            _ when !actor.Is(Role.Operator, row.Environment) => NeedsOperator(row.Environment),
            _ when row.EndedAt is not null || row.Until <= scope.Now => new CommandResult.Refused("not-open", 409, $"pause {pauseId} has ended already"),
            _ => new CommandResult.Done(),
        };
        if (result is CommandResult.Done) (row!.EndedAt, row.EndedBy) = (scope.Now, actor.Name);
        result = await scope.EndAsync(result, actor, "resume", $"pause/{pauseId}", reason, cancellationToken);
        if (result is CommandResult.Done) Wake(row!.Environment);
        return result;
    }

    private CommandResult.Refused? Refuse(Actor actor, PauseRequest request, DateTimeOffset now)
    {
        if (request.Environment is { } name && settings.FindEnvironment(name) is null) return Invalid($"environment: there is no {name}");
        if (!actor.Is(Role.Operator, request.Environment)) return NeedsOperator(request.Environment);
        if (string.IsNullOrWhiteSpace(request.Reason)) return Invalid("reason: say why, for those who find it paused");
        if (request.Reason.Length > MaximumReason) return Invalid($"reason: at most {MaximumReason} characters");
        return request.Until <= now ? Invalid("until: must lie in the future") : null;
    }

    /// <summary>A pause of a service that is not there would hold nothing, and nobody would know.</summary>
    private static async Task<CommandResult.Refused?> FindNoServiceAsync(KayronDb database, PauseRequest request, CancellationToken cancellationToken)
    {
        if (request.Service is not { } service) return null;
        var seen = await database.Environments.AsNoTracking().Where(row => request.Environment == null || row.Name == request.Environment).ToListAsync(cancellationToken);
        var names = seen.SelectMany(row => row.Releases).Select(release => release.Name).Distinct().Order(StringComparer.Ordinal).ToList();
        return names.Count == 0 || names.Contains(service) ? null : new CommandResult.Refused("invalid", 422, $"service: {request.Environment ?? "no environment"} has {(request.Environment is null ? "" : "no ")}service \"{service}\"; there is {string.Join(", ", names)}");
    }

    private void Wake(string? environment)
    {
        foreach (var name in settings.Environments.Select(each => each.Name).Where(name => environment is null || name == environment))
        {
            feed.Publish(name);
            trigger.Trigger($"reconcile:{name}");
        }
    }

    private static string Subject(string? environment, string? service) => $"pause {environment ?? "all environments"} {service ?? "all services"}";

    private static CommandResult.Refused Invalid(string detail) => new("invalid", 400, detail);

    private static CommandResult.Refused NeedsOperator(string? environment) =>
        new("role", 403, environment is null ? "pausing everything needs the role operator in all environments" : $"this needs the role operator in {environment}");
}
