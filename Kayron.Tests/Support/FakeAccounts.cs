using System.Collections.Concurrent;
using Kayron.Core.Commands;
using Kayron.Core.People;
using Kayron.Core.Queries;
using Kayron.Web.Auth;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Kayron.Tests.Support;

/// <summary>Accounts and sessions in memory.</summary>
internal sealed class FakeAccounts(TimeProvider? clock = null) : IAccountStore, IPeopleQueries, IPeopleCommands
{
    private readonly TimeProvider _clock = clock ?? TimeProvider.System;
    private readonly ConcurrentDictionary<string, Account> _accounts = new();
    private readonly ConcurrentDictionary<string, Session> _sessions = new();

    public SessionCache Cache { get; } = new(clock ?? TimeProvider.System);

    /// <summary>How often a session was asked for.</summary>
    public int Reads { get; private set; }

    public List<string> Audit { get; } = [];

    public Task<Account?> FindAsync(string id, CancellationToken cancellationToken) => Task.FromResult(_accounts.GetValueOrDefault(id));

    public Task<(Session Session, Account Account)?> FindSessionAsync(byte[] hash, CancellationToken cancellationToken)
    {
        Reads++;
        return Task.FromResult<(Session, Account)?>(_sessions.TryGetValue(Convert.ToHexString(hash), out var session) ? (session, _accounts[session.Account]) : null);
    }

    public Task<bool> SignInAsync(Account account, NewSession session, Actor actor, CancellationToken cancellationToken)
    {
        if (_accounts.TryGetValue(account.Id, out var known) && known.DisabledAt is not null) return Task.FromResult(false);
        _accounts[account.Id] = account;
        var now = _clock.GetUtcNow();
        _sessions[Convert.ToHexString(session.Hash)] = new Session(_sessions.Count + 1, account.Id, now, now, session.Expires, session.Address, session.Browser, null);
        Audit.Add($"{actor.Account} sign-in");
        return Task.FromResult(true);
    }

    public Task UpdateAsync(Account account, Actor actor, CancellationToken cancellationToken)
    {
        _accounts[account.Id] = account;
        Cache.Clear();
        return Task.CompletedTask;
    }

    public Task SeeAsync(long sessionId, CancellationToken cancellationToken) => Task.FromResult(Change(sessionId, session => session with { LastSeen = _clock.GetUtcNow() }));

    public Task SignOutAsync(long sessionId, Actor actor, CancellationToken cancellationToken)
    {
        Audit.Add($"{actor.Account} sign-out");
        return Task.FromResult(Change(sessionId, session => session with { EndedAt = _clock.GetUtcNow() }));
    }

    public Task<Page<PersonView>> ListAsync(PageRequest page, CancellationToken cancellationToken) =>
        Task.FromResult(new Page<PersonView>([.. _accounts.Values.OrderBy(account => account.Id).Skip(page.Offset).Take(page.Limit).Select(Describe)], _accounts.Count));

    public Task<PersonView?> FindPersonAsync(string account) => Task.FromResult(_accounts.TryGetValue(account, out var found) ? Describe(found) : null);

    Task<PersonView?> IPeopleQueries.FindAsync(string account, CancellationToken cancellationToken) => FindPersonAsync(account);

    public Task<Page<SessionView>> ListSessionsAsync(string? account, PageRequest page, CancellationToken cancellationToken)
    {
        var open = Open(account).OrderByDescending(session => session.Id).ToList();
        return Task.FromResult(new Page<SessionView>([.. open.Skip(page.Offset).Take(page.Limit).Select(session => new SessionView(
            session.Id, session.Account, _accounts[session.Account].Name, session.CreatedAt, session.LastSeen, session.Expires, session.Address, session.Browser))], open.Count));
    }

    public Task<CommandResult> RevokeSessionAsync(Actor actor, long sessionId, CancellationToken cancellationToken) =>
        Task.FromResult<CommandResult>(Change(sessionId, session => session with { EndedAt = _clock.GetUtcNow() }) ? new CommandResult.Done() : new CommandResult.Refused("not-found", 404, "there is none"));

    public Task<CommandResult> DisableAsync(Actor actor, string account, string? reason, CancellationToken cancellationToken) => Task.FromResult(SetDisabled(account, _clock.GetUtcNow()));

    public Task<CommandResult> EnableAsync(Actor actor, string account, CancellationToken cancellationToken) => Task.FromResult(SetDisabled(account, null));

    /// <summary>Sessions over these accounts, where GitHub is asked nothing.</summary>
    public Sessions Sessions(SessionLimits limits) => new(
        this, Cache, limits, new MembershipCheck(TestDaemon.Settings(""), this, new AccountRoles(new Dictionary<string, RoleGrants>()), _clock, NullLogger<MembershipCheck>.Instance), _clock);

    /// <summary>For pages: some who have signed in, one of them disabled.</summary>
    public static void AddSeeded(IServiceCollection services)
    {
        var accounts = new FakeAccounts(new ManualTime(DashboardWorld.Now));
        var expires = DashboardWorld.Now.AddHours(20);
        const string firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
        foreach (var (account, address) in new[] { (Known("sandbox:ada", "ada", "Ada"), "10.0.0.7"), (Known("github:583231", "octocat", "<b>Mona</b>"), "2001:db8::7"), (Known("oidc:https://id.example.com|00u1", "", "Grace Hopper"), "10.0.0.9") })
            _ = accounts.SignInAsync(account, new NewSession(TokenText.Hash(account.Id), account.Id, expires, address, firefox), FixedActor.Someone("x", "X", Role.Viewer), CancellationToken.None);
        accounts.Put(Known("github:9", "mallory", "Mallory") with { DisabledAt = DashboardWorld.Now });
        services.AddSingleton<IPeopleQueries>(accounts).AddSingleton<IPeopleCommands>(accounts);
    }

    private static Account Known(string id, string login, string name) => new(id, login, name, null, [RoleGrants.Everyone, "platform"], DashboardWorld.Now.AddHours(-2));

    public void Put(Account account) => _accounts[account.Id] = account;

    private CommandResult SetDisabled(string account, DateTimeOffset? at)
    {
        _accounts[account] = _accounts[account] with { DisabledAt = at };
        Cache.Clear();
        return new CommandResult.Done();
    }

    private bool Change(long sessionId, Func<Session, Session> change)
    {
        if (_sessions.FirstOrDefault(entry => entry.Value.Id == sessionId) is not { Key: { } key } found) return false;
        _sessions[key] = change(found.Value);
        Cache.Clear();
        return true;
    }

    private IEnumerable<Session> Open(string? account) => _sessions.Values.Where(session => session.EndedAt is null && (account is null || session.Account == account));

    private PersonView Describe(Account account) => new(
        account.Id, account.Provider, account.Login, account.Name, account.Email, account.Groups, new Dictionary<string, Role> { [Actor.Everywhere] = Role.Viewer },
        account.CheckedAt, account.CheckedAt, Open(account.Id).Count(), account.DisabledAt, account.DisabledAt is null ? null : "Margaret");
}
