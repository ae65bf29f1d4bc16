using Kayron.Core.Commands;
using Kayron.Core.Configuration;
using Kayron.Core.People;
using Kayron.Core.Reconcile;
using Kayron.Tests.Support;
using Kayron.Web.Auth;
using Microsoft.Extensions.Logging.Abstractions;

namespace Kayron.Tests.Auth;

/// <summary>Membership is asked again now and then, with the person's own token, which lives in memory alone.</summary>
public sealed class MembershipCheckTests : IMemberships
{
    private static readonly RoleGrants Roles = new([new(RoleGrants.Everyone, Actor.Everywhere, Role.Viewer)]);
    private readonly ManualTime _time = new(new DateTimeOffset(2026, 11, 25, 12, 0, 0, TimeSpan.Zero));
    private readonly FakeAccounts _accounts;
    private readonly MembershipCheck _check;
    private Func<Task<Membership?>> _answer = () => Task.FromResult<Membership?>(new Membership(1, "ada", "Ada", null, true, ["platform"]));
    private int _asked;

    public MembershipCheckTests()
    {
        _accounts = new FakeAccounts(_time);
        var settings = TestDaemon.Settings("") with { Auth = new AuthSettings { GitHub = new GitHubSignInSettings("id", "secret", "acme", Roles, TimeSpan.FromMinutes(15)) } };
        _check = new MembershipCheck(settings, _accounts, settings.Auth.ToRoles(), _time, NullLogger<MembershipCheck>.Instance, this);
        _check.Remember("github:1", "token");
    }

    Task<Membership?> IMemberships.ReadAsync(string accessToken, CancellationToken cancellationToken)
    {
        _asked++;
        return _answer();
    }

    private static Account Ada => new("github:1", "ada", "Ada", null, [RoleGrants.Everyone], new DateTimeOffset(2026, 11, 25, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task A_fresh_answer_is_not_asked_again_and_other_providers_never()
    {
        _time.Advance(TimeSpan.FromMinutes(14));
        Assert.Same(Ada.Groups[0], (await _check.EnsureAsync(Ada))!.Groups[0]);
        _time.Advance(TimeSpan.FromDays(1));
        Assert.NotNull(await _check.EnsureAsync(Ada with { Id = "oidc:https://id.example|1" }));
        Assert.Equal(0, _asked);
    }

    [Fact]
    public async Task A_page_of_many_parts_asks_once_and_the_answer_is_stored()
    {
        _time.Advance(TimeSpan.FromMinutes(15));
        var answer = new TaskCompletionSource<Membership?>();
        _answer = () => answer.Task;
        var parts = Enumerable.Range(0, 20).Select(_ => _check.EnsureAsync(Ada)).ToList();
        answer.SetResult(new Membership(1, "ada-renamed", "Ada", null, true, ["platform"]));
        Assert.All(await Task.WhenAll(parts), account => Assert.Equal("ada-renamed", account!.Login));
        Assert.Equal(1, _asked);
        Assert.Equal(["*", "platform"], (await _accounts.FindAsync("github:1", TestContext.Current.CancellationToken))!.Groups);
    }

    [Fact]
    public async Task Who_left_the_organization_or_took_the_applications_access_away_has_no_group_left()
    {
        _time.Advance(TimeSpan.FromMinutes(15));
        _answer = () => Task.FromResult<Membership?>(new Membership(1, "ada", "Ada", null, false, []));
        Assert.Empty((await _check.EnsureAsync(Ada))!.Groups);
        _answer = () => Task.FromResult<Membership?>(null);
        Assert.Empty((await _check.EnsureAsync(Ada))!.Groups);
    }

    [Fact]
    public async Task After_a_restart_an_answer_that_is_too_old_means_signing_in_again()
    {
        _time.Advance(TimeSpan.FromMinutes(15));
        Assert.Null(await _check.EnsureAsync(Ada with { Id = "github:2" }));
    }

    [Fact]
    public async Task A_token_of_who_left_does_nothing_more_although_they_are_in_no_browser()
    {
        _accounts.Put(Ada);
        Assert.Equal([RoleGrants.Everyone], (await FindMakerAsync(own: true))!.Groups);
        _time.Advance(TimeSpan.FromMinutes(15));
        _answer = () => Task.FromResult<Membership?>(new Membership(1, "ada", "Ada", null, false, []));
        Assert.Empty((await FindMakerAsync(own: true))!.Groups);
        Assert.Empty((await FindMakerAsync(own: false))!.Groups);
    }

    [Theory]
    [InlineData("github:2"), InlineData("oidc:https://id.example|1")]
    public async Task Who_cannot_be_asked_about_is_believed_for_a_while_and_their_machines_go_on(string id)
    {
        _accounts.Put(Ada with { Id = id });
        _time.Advance(TimeSpan.FromDays(30) - TimeSpan.FromSeconds(1));
        Assert.NotNull(await FindMakerAsync(own: true, id));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(await FindMakerAsync(own: true, id));
        Assert.NotNull(await FindMakerAsync(own: false, id));
        Assert.Null(await FindMakerAsync(own: true, "github:404"));
    }

    [Fact]
    public async Task A_token_outlives_an_outage_of_GitHub()
    {
        _accounts.Put(Ada);
        _answer = () => throw new TransientException("no answer");
        _time.Advance(TimeSpan.FromDays(2));
        Assert.NotNull(await FindMakerAsync(own: true));
    }

    private Task<Account?> FindMakerAsync(bool own, string id = "github:1") => _check.FindMakerAsync(id, own, TestContext.Current.CancellationToken);

    [Fact]
    public async Task While_GitHub_does_not_answer_its_last_answer_holds_for_an_hour_and_it_is_asked_once_a_minute()
    {
        _answer = () => throw new TransientException("no answer");
        _time.Advance(TimeSpan.FromMinutes(15));
        for (var look = 0; look < 10; look++) Assert.NotNull(await _check.EnsureAsync(Ada));
        Assert.Equal(1, _asked);
        _time.Advance(TimeSpan.FromMinutes(59));
        Assert.NotNull(await _check.EnsureAsync(Ada));
        Assert.Equal(2, _asked);
        _time.Advance(TimeSpan.FromMinutes(2));
        Assert.Null(await _check.EnsureAsync(Ada));
    }
}
