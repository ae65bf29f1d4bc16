using Kayron.Core.Commands;
using Kayron.Core.People;
using Microsoft.EntityFrameworkCore;

namespace Kayron.Core.Storage;

internal sealed class PeopleCommands(IDbContextFactory<KayronDb> databases, SessionCache cache, TimeProvider clock) : IPeopleCommands
{
    private const int MaximumReason = 500;
    private static readonly CommandResult NeedsAdministrator = new CommandResult.Refused("role", 403, "this needs the role administrator in every environment");

    public async Task<CommandResult> RevokeSessionAsync(Actor actor, long sessionId, CancellationToken cancellationToken)
    {
        await using var scope = await CommandScope.BeginAsync(databases, clock, cancellationToken);
        var row = await scope.Database.Sessions.FirstOrDefaultAsync(session => session.Id == sessionId, cancellationToken);
        var may = row?.Account == actor.Account || actor.Is(Role.Administrator, environment: null);
        var result = (row, may) switch
        {
            (_, false) => NeedsAdministrator,
            (null, _) => new CommandResult.Refused("not-found", 404, $"there is no session {sessionId}"),
            ({ EndedAt: not null }, _) => new CommandResult.Refused("not-open", 409, $"session {sessionId} has ended already"),
            _ => new CommandResult.Done(),
        };
        if (result is CommandResult.Done) (row!.EndedAt, row.EndedBy) = (scope.Now, actor.Name);
        return await EndAsync(scope, result, actor, "revoke-session", $"session/{sessionId}", row is null ? null : $"of {row.Account}", cancellationToken);
    }

    public async Task<CommandResult> DisableAsync(Actor actor, string account, string? reason, CancellationToken cancellationToken)
    {
        await using var scope = await CommandScope.BeginAsync(databases, clock, cancellationToken);
        var row = await scope.Database.Accounts.FirstOrDefaultAsync(known => known.Id == account, cancellationToken);
        var result = row switch
        {
            _ when !actor.Is(Role.Administrator, environment: null) => NeedsAdministrator,
            _ when reason?.Length > MaximumReason => new CommandResult.Refused("invalid", 400, $"reason: at most {MaximumReason} characters"),
            null => Unknown(account),
            _ when account == actor.Account => new CommandResult.Refused("self", 403, "nobody disables themselves: another administrator has to"),
            _ when Account.ProviderOf(account) == "token" => new CommandResult.Refused("invalid", 400, "this is a token: revoke it instead"),
            { DisabledAt: not null } => new CommandResult.Refused("not-open", 409, $"{row.Name} is disabled already"),
            _ => new CommandResult.Done(),
        };
        if (result is CommandResult.Done)
        {
            (row!.DisabledAt, row.DisabledBy) = (scope.Now, actor.Name);
            await scope.Database.Sessions.Where(session => session.Account == account && session.EndedAt == null)
                .ExecuteUpdateAsync(set => set.SetProperty(session => session.EndedAt, scope.Now).SetProperty(session => session.EndedBy, actor.Name), cancellationToken);
        }
        return await EndAsync(scope, result, actor, "disable-account", $"account/{account}", reason, cancellationToken);
    }

    public async Task<CommandResult> EnableAsync(Actor actor, string account, CancellationToken cancellationToken)
    {
        await using var scope = await CommandScope.BeginAsync(databases, clock, cancellationToken);
        var row = await scope.Database.Accounts.FirstOrDefaultAsync(known => known.Id == account, cancellationToken);
        var result = row switch
        {
            _ when !actor.Is(Role.Administrator, environment: null) => NeedsAdministrator,
            null => Unknown(account),
            { DisabledAt: null } => new CommandResult.Refused("not-open", 409, $"{row.Name} is not disabled"),
            _ => new CommandResult.Done(),
        };
        if (result is CommandResult.Done) (row!.DisabledAt, row.DisabledBy) = (null, null);
        return await EndAsync(scope, result, actor, "enable-account", $"account/{account}", null, cancellationToken);
    }

    private static CommandResult.Refused Unknown(string account) => new("not-found", 404, $"nobody has signed in as {account}");

    private async Task<CommandResult> EndAsync(CommandScope scope, CommandResult result, Actor actor, string action, string subject, string? detail, CancellationToken cancellationToken)
    {
        result = await scope.EndAsync(result, actor, action, subject, detail, cancellationToken);
        cache.Clear();
        return result;
    }
}
