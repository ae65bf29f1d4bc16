using Kayron.Core.Commands;
using Kayron.Core.Configuration;
using Kayron.Core.People;
using Kayron.Core.Queries;
using Kayron.Core.Storage;
using Kayron.Tests.Support;
using Kayron.Web.Auth;
using Microsoft.Extensions.Logging.Abstractions;

namespace Kayron.Tests.Storage;

/// <summary>Who may make which token, what it may afterwards, and whom it acts as.</summary>
public sealed class TokenTests
{
    private static readonly Actor Ada = StoreWorld.Someone("ada", Role.Approver, "production");
    private static readonly Actor Root = StoreWorld.Someone("root", Role.Administrator);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_token_of_ones_own_is_that_person_and_loses_what_the_person_loses()
    {
        await using var world = await StoreWorld.StartAsync();
        Assert.IsType<CommandResult.Done>(await CreateAsync(world, Ada, "mine", "ada", Role.Approver, "production"));
        var actor = await ActorAsync(world, "mine", Ada.Roles);
        Assert.Equal(("sandbox:ada", "ada", false, "127.0.0.1 api token:1"), (actor!.Account, actor.Login, actor.Delegated, actor.Origin));
        Assert.True(actor.Is(Role.Approver, "production"));
        Assert.False(actor.Is(Role.Viewer, "testing"));

        var less = await ActorAsync(world, "mine", new Dictionary<string, Role> { [Actor.Everywhere] = Role.Viewer });
        Assert.False(less!.Is(Role.Operator, "production"));
        Assert.Null(await ActorAsync(world, "mine", new Dictionary<string, Role>()));
    }

    [Fact]
    public async Task A_token_for_another_account_or_a_machine_acts_as_itself_and_is_known_to_be_delegated()
    {
        await using var world = await StoreWorld.StartAsync();
        Assert.IsType<CommandResult.Done>(await CreateAsync(world, Root, "ci", "ci", Role.Approver));
        var actor = await ActorAsync(world, "ci", Root.Roles);
        Assert.Equal(("token:1", "ci", true), (actor!.Account, actor.Login, actor.Delegated));
        // What it makes itself is no less delegated.
        Assert.IsType<CommandResult.Done>(await CreateAsync(world, actor, "child", "ci", Role.Approver));
        Assert.True((await ActorAsync(world, "child", Root.Roles))!.Delegated);
    }

    [Theory]
    [InlineData("ada", Role.Administrator, "production", 403, "role: nobody gives more than they have, and you are no administrator in production")]
    [InlineData("ada", Role.Viewer, null, 403, "role: nobody gives more than they have, and you are no viewer everywhere")]
    [InlineData("ada", Role.Viewer, "nowhere", 400, "environments: there is no nowhere; known are testing, production")]
    [InlineData("ci", Role.Viewer, "production", 403, "account: a token of your own has the account ada; one for another account or a machine needs the role administrator everywhere")]
    public async Task Nobody_gives_more_than_they_have(string account, Role role, string? environment, int status, string detail)
    {
        await using var world = await StoreWorld.StartAsync();
        var refused = Assert.IsType<CommandResult.Refused>(await CreateAsync(world, Ada, "x", account, role, environment));
        Assert.Equal((status, detail), (refused.Status, refused.Detail));
        Assert.Equal("token-create-refused", (await world.Get<IAuditQueries>().ListAsync(new AuditFilter(), new PageRequest(1), Cancellation)).Items[0].Action);
    }

    [Fact]
    public async Task A_token_is_seen_and_revoked_by_its_maker_and_by_administrators_alone()
    {
        await using var world = await StoreWorld.StartAsync();
        await CreateAsync(world, Ada, "mine", "ada", Role.Viewer, "production");
        var grace = StoreWorld.Someone("grace", Role.Approver);
        Assert.Empty((await world.Get<ITokenQueries>().ListAsync(grace, new PageRequest(1), Cancellation)).Items);
        Assert.Equal("mine", Assert.Single((await world.Get<ITokenQueries>().ListAsync(Root, new PageRequest(1), Cancellation)).Items).Name);
        Assert.Equal("not-found", Assert.IsType<CommandResult.Refused>(await world.Get<ITokenCommands>().RevokeAsync(grace, 1, Cancellation)).Code);
        Assert.IsType<CommandResult.Done>(await world.Get<ITokenCommands>().RevokeAsync(Ada, 1, Cancellation));
        Assert.Null(await ActorAsync(world, "mine", Ada.Roles));
    }

    [Fact]
    public async Task Its_last_use_is_noted_at_most_once_a_minute()
    {
        await using var world = await StoreWorld.StartAsync();
        await CreateAsync(world, Ada, "mine", "ada", Role.Viewer, "production");
        async Task<DateTimeOffset?> UseAsync()
        {
            var store = world.Get<ITokenStore>();
            await store.NoteUseAsync((await store.FindAsync(TokenText.Hash("mine"), Cancellation))!, Cancellation);
            return (await world.Get<ITokenQueries>().ListAsync(Ada, new PageRequest(1), Cancellation)).Items[0].LastUsed;
        }

        var first = world.Time.GetUtcNow();
        Assert.Equal(first, await UseAsync());
        world.Time.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal(first, await UseAsync());
        world.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(first.AddMinutes(1), await UseAsync());
    }

    [Fact]
    public async Task An_expired_token_is_nobody()
    {
        await using var world = await StoreWorld.StartAsync();
        var request = new TokenRequest("short", "ada", Role.Viewer, ["production"], world.Time.GetUtcNow().AddHours(1), TokenText.Hash("short"));
        Assert.IsType<CommandResult.Done>(await world.Get<ITokenCommands>().CreateAsync(Ada, request, Cancellation));
        Assert.NotNull(await ActorAsync(world, "short", Ada.Roles));
        world.Time.Advance(TimeSpan.FromHours(1));
        Assert.Null(await ActorAsync(world, "short", Ada.Roles));
        Assert.Equal("expires: must lie in the future", Assert.IsType<CommandResult.Refused>(await world.Get<ITokenCommands>().CreateAsync(Ada, request, Cancellation)).Detail);
    }

    private static Task<CommandResult> CreateAsync(StoreWorld world, Actor actor, string name, string account, Role role, string? environment = null) =>
        world.Get<ITokenCommands>().CreateAsync(actor, new TokenRequest(name, account, role, environment is null ? [] : [environment], null, TokenText.Hash(name)), Cancellation);

    /// <param name="makers">What the token's maker may now.</param>
    private static async Task<Actor?> ActorAsync(StoreWorld world, string token, IReadOnlyDictionary<string, Role> makers)
    {
        var accounts = world.Get<IAccountStore>();
        foreach (var maker in new[] { Ada, Root })
        {
            var session = new NewSession(TokenText.Hash(TokenText.Generate()), maker.Account, world.Time.GetUtcNow().AddHours(1), "127.0.0.1", "");
            await accounts.SignInAsync(new Account(maker.Account, maker.Login, maker.Name, null, ["makers"], world.Time.GetUtcNow()), session, maker, Cancellation);
        }
        var roles = new AccountRoles(new Dictionary<string, RoleGrants> { ["sandbox"] = new([.. makers.Select(role => new RoleGrant("makers", role.Key, role.Value))]) });
        var memberships = new MembershipCheck(world.Get<KayronSettings>(), accounts, roles, world.Time, NullLogger<MembershipCheck>.Instance);
        return await new ActorSource(null!, memberships, roles, world.Get<ITokenStore>(), world.Time)
            .FindAsync(new Identity(Identity.Token, Convert.ToHexString(TokenText.Hash(token)), AuthenticationSchemes.Bearer, "127.0.0.1").ToPrincipal(), "api", Cancellation);
    }
}
