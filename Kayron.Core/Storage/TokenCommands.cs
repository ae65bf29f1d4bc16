using System.Globalization;
using Kayron.Core.Commands;
using Kayron.Core.Configuration;
using Microsoft.EntityFrameworkCore;

namespace Kayron.Core.Storage;

internal sealed class TokenCommands(IDbContextFactory<KayronDb> databases, KayronSettings settings, TimeProvider clock) : ITokenCommands
{
    private const int LongestName = 100;

    public async Task<CommandResult> CreateAsync(Actor actor, TokenRequest request, CancellationToken cancellationToken)
    {
        await using var scope = await CommandScope.BeginAsync(databases, clock, cancellationToken);
        var result = Refuse(actor, request, scope.Now) ?? await AddAsync(scope, actor, request, cancellationToken);
        var subject = result is CommandResult.Done { Id: { } id } ? $"token/{id}" : "token";
        return await scope.EndAsync(result, actor, "token-create", subject, Describe(request), cancellationToken);
    }

    public async Task<CommandResult> RevokeAsync(Actor actor, long tokenId, CancellationToken cancellationToken)
    {
        await using var scope = await CommandScope.BeginAsync(databases, clock, cancellationToken);
        var row = await scope.Database.Tokens.FirstOrDefaultAsync(token => token.Id == tokenId, cancellationToken);
        // Whether another's token exists is none of the actor's business.
        var mine = row is not null && (row.Creator == actor.Account || actor.Is(Role.Administrator, environment: null));
        CommandResult result = mine ? new CommandResult.Done() : new CommandResult.Refused("not-found", 404, $"you have no token {tokenId}");
        if (mine) scope.Database.Tokens.Remove(row!);
        return await scope.EndAsync(result, actor, "token-revoke", $"token/{tokenId}", row?.Name, cancellationToken);
    }

    private CommandResult? Refuse(Actor actor, TokenRequest request, DateTimeOffset now)
    {
        if (string.IsNullOrWhiteSpace(request.Name)) return Invalid("name: say what the token is for");
        if (request.Name.Length > LongestName || request.Name.Any(char.IsControl)) return Invalid($"name: at most {LongestName} characters, on one line");
        if (request.Account.Length > LongestName || string.IsNullOrWhiteSpace(request.Account) || request.Account.Any(char.IsControl)) return Invalid("account: must be a login");
        if (request.Environments.FirstOrDefault(name => settings.FindEnvironment(name) is null) is { } unknown)
            return Invalid($"environments: there is no {unknown}; known are {string.Join(", ", settings.Environments.Select(known => known.Name))}");
        if (request.Expires <= now) return Invalid("expires: must lie in the future");
        if (Places(request).FirstOrDefault(place => !actor.Is(request.Role, place.Environment)) is { Words: { } place })
            return Forbidden($"role: nobody gives more than they have, and you are no {Name(request.Role)} {place}");
        return IsOwn(actor, request) || actor.Is(Role.Administrator, environment: null)
            ? null
            : Forbidden($"account: a token of your own has the account {actor.Login}; one for another account or a machine needs the role administrator everywhere");
    }

    private static async Task<CommandResult> AddAsync(CommandScope scope, Actor actor, TokenRequest request, CancellationToken cancellationToken)
    {
        var own = IsOwn(actor, request);
        var row = new TokenRow
        {
            Name = request.Name.Trim(), Hash = Convert.ToHexStringLower(request.Hash), Account = own ? actor.Login : request.Account.Trim(), Role = request.Role,
            Environments = [.. request.Environments.Distinct()], Expires = request.Expires, CreatedAt = scope.Now,
            Creator = actor.Account, CreatorName = actor.Name, ProviderId = own ? actor.Account : null, Delegated = !own || actor.Delegated,
        };
        scope.Database.Tokens.Add(row);
        await scope.Database.SaveChangesAsync(cancellationToken);
        return new CommandResult.Done(row.Id.ToString(CultureInfo.InvariantCulture));
    }

    private static bool IsOwn(Actor actor, TokenRequest request) => string.Equals(request.Account.Trim(), actor.Login, StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<(string? Environment, string? Words)> Places(TokenRequest request) =>
        request.Environments.Count == 0 ? [(null, "everywhere")] : request.Environments.Select(name => ((string?)name, (string?)$"in {name}"));

    private static string Describe(TokenRequest request) =>
        $"{request.Name} as {request.Account}, {Name(request.Role)} {string.Join(", ", Places(request).Select(place => place.Words))}, {(request.Expires is { } expires ? $"expires {expires:u}" : "never expires")}";

    private static string Name(Role role) => role.ToString().ToLowerInvariant();

    private static CommandResult.Refused Invalid(string detail) => new("invalid", 400, detail);

    private static CommandResult.Refused Forbidden(string detail) => new("role", 403, detail);
}
