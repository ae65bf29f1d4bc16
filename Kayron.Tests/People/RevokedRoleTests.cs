using Bunit;
using Kayron.Core.Commands;
using Kayron.Core.People;
using Kayron.Core.Queries;
using Kayron.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using TestContext = Xunit.TestContext;

namespace Kayron.Tests.People;

/// <summary>A role is gone while a page is open: the next action is refused and says so, in the page and through the API.</summary>
[Collection(WaitingProductionCollection.Name)]
public sealed class RevokedRoleTests(WaitingProduction production)
{
    private const string SignedOut = "You are signed out. Sign in again to go on.";
    private static readonly Actor Margaret = FixedActor.Someone("margaret", "Margaret", Role.Administrator);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private IPeopleCommands People => production.Daemon.Services.GetRequiredService<IPeopleCommands>();

    [Fact]
    public async Task By_leaving_the_team_at_GitHub()
    {
        var teams = production.Daemon.Sandbox.GitHub.Teams;
        await ApproveAfterAsync("github", "This needs the role approver in production", (403, "role"), () =>
        {
            teams.Set("ada", []);
            production.Time.Advance(TimeSpan.FromMinutes(15));
            return Task.CompletedTask;
        });
        teams.Set("ada", ["platform"]);
    }

    [Fact]
    public async Task By_leaving_the_organization_at_GitHub()
    {
        var gitHub = production.Daemon.Sandbox.GitHub;
        var (people, organisations) = (gitHub.People, gitHub.Organisations);
        await ApproveAfterAsync("github", SignedOut, (401, "unauthenticated"), () =>
        {
            gitHub.Settle([.. people.Where(person => person.Login != "ada")], organisations);
            production.Time.Advance(TimeSpan.FromMinutes(15));
            return Task.CompletedTask;
        });
        gitHub.Settle(people, organisations);
    }

    [Fact]
    public async Task A_token_of_who_left_the_organization_is_refused_although_they_are_in_no_browser()
    {
        var gitHub = production.Daemon.Sandbox.GitHub;
        var (people, organisations) = (gitHub.People, gitHub.Organisations);
        using var browser = production.Daemon.Browser();
        using var signedIn = await browser.SignInAtAsync("github", "ada");
        using var script = await production.ScriptOfAsync(browser, "ada", "approver");
        Assert.Equal((409, "stale-fingerprint"), await WaitingProduction.ApproveAsync(script, production.Change with { Fingerprint = "another" }));

        gitHub.Settle([.. people.Where(person => person.Login != "ada")], organisations);
        production.Time.Advance(TimeSpan.FromMinutes(15));
        Assert.Equal((401, "unauthenticated"), await WaitingProduction.ApproveAsync(script, production.Change));
        await production.AssertUntouchedAsync();
        gitHub.Settle(people, organisations);
    }

    [Fact]
    public async Task By_an_administrator_who_disables_the_account()
    {
        await ApproveAfterAsync("sandbox", SignedOut, (401, "unauthenticated"), () => People.DisableAsync(Margaret, "sandbox:ada", "left", Cancel));
        Assert.IsType<CommandResult.Done>(await People.EnableAsync(Margaret, "sandbox:ada", Cancel));
    }

    [Fact]
    public async Task By_an_administrator_who_ends_the_session() => await ApproveAfterAsync("sandbox", SignedOut, (401, "unauthenticated"), async () =>
    {
        foreach (var session in (await production.Daemon.Services.GetRequiredService<IPeopleQueries>().ListSessionsAsync("sandbox:ada", new PageRequest(), Cancel)).Items)
            Assert.IsType<CommandResult.Done>(await People.RevokeSessionAsync(Margaret, session.Id, Cancel));
    });

    [Fact]
    public async Task By_a_configuration_that_gives_the_team_less()
    {
        await using var daemon = await WholeDaemon.StartAsync(pace: 1_000, configuration: WaitingProduction.GitHubSignIn("approver"));
        using var browser = daemon.Browser();
        using var signedIn = await browser.SignInAtAsync("github", "ada");
        browser.DefaultRequestHeaders.Add("X-CSRF-TOKEN", await browser.AntiforgeryTokenAsync());
        var change = await WaitingProduction.WaitAsync(daemon);

        await daemon.RestartAsync(WaitingProduction.GitHubSignIn("operator"));
        // The session outlives the restart; what it may do does not.
        Assert.Equal((403, "role"), await WaitingProduction.ApproveAsync(browser, change, daemon.Address));
        await using var circuit = await Circuit.OpenAsync(daemon.Services, signedIn);
        Assert.Contains("need the role approver in production", WaitingProduction.Open(circuit, change).Find(".actions").TextContent, StringComparison.Ordinal);
    }

    /// <summary>Ada has the change open and could approve it; then something happens, and she presses the button.</summary>
    private async Task ApproveAfterAsync(string provider, string words, (int, string?) problem, Func<Task> revoke)
    {
        using var browser = production.Daemon.Browser();
        using var signedIn = provider == "sandbox" ? await browser.SignInAsync("ada") : await browser.SignInAtAsync(provider, "ada");
        browser.DefaultRequestHeaders.Add("X-CSRF-TOKEN", await browser.AntiforgeryTokenAsync());
        await using var circuit = await Circuit.OpenAsync(production.Daemon.Services, signedIn);
        var page = WaitingProduction.Open(circuit, production.Change);
        var button = page.Find("[data-approve]");

        await revoke();
        await button.ClickAsync();
        page.WaitForAssertion(() => Assert.Equal(words, page.Find(".refusal").TextContent.Trim()));
        Assert.Empty(page.FindAll("[data-approve]"));
        Assert.Equal(problem, await WaitingProduction.ApproveAsync(browser, production.Change));
        await production.AssertUntouchedAsync();
    }
}
