using Kayron.Core.Commands;
using Kayron.Core.Configuration;
using Kayron.Core.People;
using Kayron.Core.Queries;
using Kayron.Tests.Support;

namespace Kayron.Tests.People;

/// <summary>Accounts and sessions as they are stored: who may end whose, and what the audit says of it.</summary>
public sealed class PeopleCommandsTests
{
    private static readonly byte[] Hash = [1, 2, 3];
    private static readonly Actor Margaret = FixedActor.Someone("margaret", "Margaret", Role.Administrator);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static AuthSettings Auth { get; } = new()
    {
        GitHub = new GitHubSignInSettings("id", "secret", "acme", new RoleGrants([new(RoleGrants.Everyone, Actor.Everywhere, Role.Viewer)]), TimeSpan.FromMinutes(15)),
    };

    [Fact]
    public async Task A_sign_in_is_stored_without_what_the_browser_keeps_and_audited_with_the_roles()
    {
        await using var world = await StoreWorld.StartAsync(Auth);
        await SignInAsync(world);
        var person = Assert.Single((await world.Get<IPeopleQueries>().ListAsync(new PageRequest(), Cancel)).Items);
        Assert.Equal(("github:1", "ada", 1, Role.Viewer), (person.Account, person.Login, person.Sessions, person.Roles[Actor.Everywhere]));
        var row = Assert.Single(await world.AuditAsync());
        Assert.Equal(("github:1", "sign-in", "account/github:1", "viewer everywhere", "10.0.0.1 dashboard"), (row.Account, row.Action, row.Subject, row.Detail, row.Origin));
    }

    [Fact]
    public async Task A_person_ends_their_own_session_and_nobody_elses()
    {
        await using var world = await StoreWorld.StartAsync(Auth);
        await SignInAsync(world);
        var commands = world.Get<IPeopleCommands>();
        var stranger = FixedActor.Someone("linus", "Linus", Role.Approver);
        Assert.Equal(("role", 403), Refusal(await commands.RevokeSessionAsync(stranger, 1, Cancel)));
        // Whether there is such a session is none of theirs either.
        Assert.Equal(("role", 403), Refusal(await commands.RevokeSessionAsync(stranger, 99, Cancel)));
        Assert.IsType<CommandResult.Done>(await commands.RevokeSessionAsync(Ada(), 1, Cancel));
        Assert.Equal(("not-open", 409), Refusal(await commands.RevokeSessionAsync(Ada(), 1, Cancel)));
        Assert.Equal(("not-found", 404), Refusal(await commands.RevokeSessionAsync(Margaret, 99, Cancel)));
        Assert.Equal(
            ["sign-in", "revoke-session-refused", "revoke-session-refused", "revoke-session", "revoke-session-refused", "revoke-session-refused"], (await world.AuditAsync()).Select(row => row.Action));
        Assert.NotNull((await world.Get<IAccountStore>().FindSessionAsync(Hash, Cancel))!.Value.Session.EndedAt);
    }

    [Fact]
    public async Task A_disabled_account_loses_its_sessions_and_signs_in_no_more_until_it_is_enabled()
    {
        await using var world = await StoreWorld.StartAsync(Auth);
        await SignInAsync(world);
        var commands = world.Get<IPeopleCommands>();
        Assert.Equal(("role", 403), Refusal(await commands.DisableAsync(Ada(), "github:1", null, Cancel)));
        Assert.IsType<CommandResult.Done>(await commands.DisableAsync(Margaret, "github:1", "left the company", Cancel));
        Assert.Equal(("not-open", 409), Refusal(await commands.DisableAsync(Margaret, "github:1", null, Cancel)));
        var (session, account) = (await world.Get<IAccountStore>().FindSessionAsync(Hash, Cancel))!.Value;
        Assert.NotNull(session.EndedAt);
        Assert.Empty(world.Get<AccountRoles>().Of(account));
        Assert.False(await SignInAsync(world, [7]));
        Assert.Null(await world.Get<IAccountStore>().FindSessionAsync([7], Cancel));

        Assert.IsType<CommandResult.Done>(await commands.EnableAsync(Margaret, "github:1", Cancel));
        Assert.True(await SignInAsync(world, [8]));
        Assert.Equal(
            ["sign-in", "disable-account-refused", "disable-account", "disable-account-refused", "sign-in-refused", "enable-account", "sign-in"], (await world.AuditAsync()).Select(row => row.Action));
    }

    [Fact]
    public async Task Nobody_disables_themselves_or_somebody_who_was_never_here()
    {
        await using var world = await StoreWorld.StartAsync(Auth);
        var commands = world.Get<IPeopleCommands>();
        await world.Get<IAccountStore>().SignInAsync(new Account(Margaret.Account, "margaret", "Margaret", null, [], world.Time.GetUtcNow()), Session([1]) with { Account = Margaret.Account }, Margaret, Cancel);
        Assert.Equal(("self", 403), Refusal(await commands.DisableAsync(Margaret, Margaret.Account, null, Cancel)));
        Assert.Equal(("not-found", 404), Refusal(await commands.DisableAsync(Margaret, "github:404", null, Cancel)));
    }

    [Fact]
    public async Task A_membership_that_changed_is_audited_and_one_that_did_not_is_not()
    {
        await using var world = await StoreWorld.StartAsync(Auth);
        await SignInAsync(world);
        var store = world.Get<IAccountStore>();
        var account = (await store.FindAsync("github:1", Cancel))!;
        await store.UpdateAsync(account with { CheckedAt = account.CheckedAt.AddMinutes(15) }, Ada(), Cancel);
        await store.UpdateAsync(account with { Groups = [] }, Ada() with { Roles = new Dictionary<string, Role>() }, Cancel);
        Assert.Equal([("sign-in", "viewer everywhere"), ("roles", "no role")], (await world.AuditAsync()).Select(row => (row.Action, row.Detail)));
    }

    [Fact]
    public async Task Sessions_that_ended_by_themselves_are_not_listed()
    {
        await using var world = await StoreWorld.StartAsync(Auth);
        await SignInAsync(world);
        var queries = world.Get<IPeopleQueries>();
        Assert.Equal(1, (await queries.ListSessionsAsync("github:1", new PageRequest(), Cancel)).Total);
        world.Time.Advance(SessionLimits.Default.Idle);
        Assert.Equal(0, (await queries.ListSessionsAsync(null, new PageRequest(), Cancel)).Total);
    }

    private static Actor Ada() => new("github:1", "ada", "Ada", new Dictionary<string, Role> { [Actor.Everywhere] = Role.Viewer }, "10.0.0.1 dashboard");

    private static NewSession Session(byte[] hash) => new(hash, "github:1", new DateTimeOffset(2026, 11, 26, 12, 0, 0, TimeSpan.Zero), "10.0.0.1", "Firefox");

    private static Task<bool> SignInAsync(StoreWorld world, byte[]? hash = null) => world.Get<IAccountStore>().SignInAsync(
        new Account("github:1", "ada", "Ada", "ada@example.com", [RoleGrants.Everyone], world.Time.GetUtcNow()), Session(hash ?? Hash), Ada(), Cancel);

    private static (string, int) Refusal(CommandResult result) => result is CommandResult.Refused refused ? (refused.Code, refused.Status) : ("done", 200);
}
