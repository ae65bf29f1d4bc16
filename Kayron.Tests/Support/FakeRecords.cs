using Kayron.Core.Commands;
using Kayron.Core.Queries;
using Microsoft.Extensions.DependencyInjection;

namespace Kayron.Tests.Support;

/// <summary>The audit log and tokens, from a <see cref="DashboardWorld"/>.</summary>
internal sealed class FakeRecords(DashboardWorld world, FakeCommands commands) : IAuditQueries, ITokenQueries, ITokenCommands
{
    public static void Add(IServiceCollection services, DashboardWorld world, FakeCommands commands)
    {
        var records = new FakeRecords(world, commands);
        services.AddSingleton<IAuditQueries>(records).AddSingleton<ITokenQueries>(records).AddSingleton<ITokenCommands>(records);
    }

    public Task<Page<AuditView>> ListAsync(AuditFilter filter, PageRequest page, CancellationToken cancellationToken)
    {
        var found = world.Audit.Where(row => (filter.Action is null || row.Action == filter.Action) && Holds(row.Account, filter.Actor) && Holds(row.Subject, filter.Subject)
            && !(row.At < filter.From) && !(row.At >= filter.To)).ToList();
        return Task.FromResult(new Page<AuditView>([.. found.Skip(page.Offset).Take(page.Limit)], found.Count));
    }

    public Task<IReadOnlyList<string>> ListActionsAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<string>>([.. world.Audit.Select(row => row.Action).Distinct().Order()]);

    public Task<AuditVerification> VerifyAsync(string? head, CancellationToken cancellationToken) => Task.FromResult(
        new AuditVerification(world.AuditFault is null, world.Audit.Count, world.AuditFault, world.AuditFault is { } row ? $"row {row} is not what was written" : null, $"{world.Audit.Count}:abc"));

    public Task<Page<TokenView>> ListAsync(Actor actor, PageRequest page, CancellationToken cancellationToken) =>
        Task.FromResult(new Page<TokenView>([.. world.Tokens.Skip(page.Offset).Take(page.Limit)], world.Tokens.Count));

    public Task<CommandResult> CreateAsync(Actor actor, TokenRequest request, CancellationToken cancellationToken) => commands.TakeAsync(actor, request);

    public Task<CommandResult> RevokeAsync(Actor actor, long tokenId, CancellationToken cancellationToken) => commands.TakeAsync(actor, ("revoke", tokenId));

    private static bool Holds(string text, string? part) => part is null || text.Contains(part, StringComparison.Ordinal);
}
