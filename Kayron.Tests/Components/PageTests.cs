using Bunit;
using Kayron.Core.Commands;
using Kayron.Core.Queries;
using Kayron.Tests.Support;
using Kayron.Web.Components.Pages;
using Kayron.Web.Components.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Kayron.Tests.Components;

public sealed class PageTests : IAsyncDisposable
{
    private DashboardContext _context = new();

    [Fact]
    public void At_the_first_start_the_overview_says_what_comes()
    {
        _context = new DashboardContext(DashboardWorld.Empty());
        var page = _context.Render<Overview>();
        Assert.Equal("1 environment, 0 releases", page.Find("h1").TextContent);
        Assert.Contains("Nothing needs a person. The first look is on its way.", page.Find(".sub").TextContent, StringComparison.Ordinal);
        Assert.Equal(["No release is known yet", "No deployments yet"], page.FindAll(".empty b").Select(element => element.TextContent));
    }

    [Fact]
    public void One_button_a_page_stands_out() => Assert.Single(_context.Render<Overview>().FindAll(".btn.main"));

    [Fact]
    public void A_burst_of_events_reads_the_page_once()
    {
        var page = _context.Render<Overview>();
        var before = _context.World.Reads;
        for (var index = 0; index < 50; index++) _context.Feed.Publish("staging");
        _context.Time.Advance(LiveUpdates.Window);
        page.WaitForAssertion(() => Assert.Equal(before + 1, _context.World.Reads));
        _context.Time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(before + 1, _context.World.Reads);
    }

    [Fact]
    public void Time_passes_in_words_without_reading_anything()
    {
        var page = _context.Render<Overview>();
        var reads = _context.World.Reads;
        _context.Time.Advance(TimeSpan.FromSeconds(60));
        page.WaitForAssertion(() => Assert.EndsWith("Last look 1 min ago.", page.Find(".sub").TextContent.Trim(), StringComparison.Ordinal));
        Assert.Equal(reads, _context.World.Reads);
    }

    [Fact]
    public void A_failed_deployment_shows_its_cause_and_folds_what_that_cancelled()
    {
        var page = _context.Render<DeploymentPage>(parameters => parameters.Add(deployment => deployment.Id, 212));
        Assert.StartsWith("SearchService failed", page.Find(".cause").TextContent.Trim(), StringComparison.Ordinal);
        Assert.Equal("2 resources cancelled because of it", page.Find(".cause summary").TextContent);
    }

    [Fact]
    public void A_running_deployment_shows_how_far_it_is_and_how_long_it_may_take()
    {
        var page = _context.Render<DeploymentPage>(parameters => parameters.Add(deployment => deployment.Id, 214));
        Assert.Equal("61", page.Find("[role=progressbar]").GetAttribute("aria-valuenow"));
        Assert.Contains("8 of 13 resources · about 2 min left · 2 min 6 s so far", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Filters_and_pages_of_the_history_live_in_the_address()
    {
        var navigation = _context.Services.GetRequiredService<NavigationManager>();
        navigation.NavigateTo("/deployments?environment=production&state=external");
        var page = _context.Render<DeploymentsPage>();
        Assert.Single(page.FindAll(".lately li"));
        Assert.EndsWith("/api/v1/deployments?format=csv&environment=production&state=external", page.Find("a[download$=csv]").GetAttribute("href"), StringComparison.Ordinal);
        page.Find("select[name=environment]").Change("testing");
        Assert.EndsWith("/deployments?environment=testing&state=external", navigation.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public void An_operator_pauses_with_a_reason()
    {
        _context.Actor.Actor = FixedActor.Someone("grace", "Grace", Role.Operator);
        var page = _context.Render<EnvironmentPage>(parameters => parameters.Add(environment => environment.Name, "production"));
        page.Find(".buttons .btn").Click();
        var dialogs = _context.Dialogs;
        dialogs.WaitForElement("#ask").Submit();
        Assert.Equal("Others will ask: say why.", dialogs.Find(".refusal").TextContent.Trim());
        dialogs.Find(".mud-dialog textarea").Input("freeze before launch");
        dialogs.Find("#ask").Submit();
        page.WaitForAssertion(() => Assert.Equal(new PauseRequest("production", null, "freeze before launch", null), Assert.Single(_context.Commands.Received)));
    }

    [Fact]
    public void A_pause_tells_its_reason_and_its_end()
    {
        var page = _context.Render<EnvironmentPage>(parameters => parameters.Add(environment => environment.Name, "testing"));
        Assert.Contains("“Grace shows it to a customer” · Grace, 50 min ago · until 18:20 UTC, in 4 h", page.Find(".banner .sub").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_viewer_of_an_environment_is_told_which_role_acts()
    {
        _context.Actor.Actor = FixedActor.Someone("vera", "Vera", Role.Viewer);
        var page = _context.Render<EnvironmentPage>(parameters => parameters.Add(environment => environment.Name, "production"));
        Assert.Empty(page.FindAll(".buttons"));
        Assert.Contains("need the role operator in production", page.Find(".role").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void An_environment_that_cannot_be_looked_at_says_that_what_is_shown_is_old()
    {
        var page = _context.Render<EnvironmentPage>(parameters => parameters.Add(environment => environment.Name, "staging"));
        Assert.Contains("GitHub answers 502", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Contains("last good state, from 4 min ago", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Equal(["as of 4 min ago", "as of 4 min ago"], _context.Render<Overview>().FindAll(".seen-last").Select(note => note.TextContent));
    }

    public ValueTask DisposeAsync() => _context.DisposeAsync();
}
