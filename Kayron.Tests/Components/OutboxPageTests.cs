using Bunit;
using Kayron.Core.Commands;
using Kayron.Core.Queries;
using Kayron.Tests.Support;
using Kayron.Web.Components.Pages;
using Kayron.Web.Components.Presentation;

namespace Kayron.Tests.Components;

public sealed class OutboxPageTests : IAsyncDisposable
{
    private readonly DashboardContext _context = new(new DashboardWorld { Outbox = DashboardWorld.SomeMessages() });

    [Fact]
    public void What_could_not_be_told_says_why_and_what_is_tried_again_says_when()
    {
        var lines = _context.Render<OutboxPage>().FindAll(".outbox li");
        Assert.EndsWith("it needs the permission Deployments: write", lines[0].QuerySelector(".sub")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("given up 12 min ago", lines[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("4 attempts, next 14:21 UTC, in 1 min", lines[1].TextContent, StringComparison.Ordinal);
        Assert.Equal("On its way.", lines[2].QuerySelector(".sub")!.TextContent);
    }

    [Fact]
    public void An_operator_tries_again_and_drops_and_only_where_it_is_his()
    {
        _context.Actor.Actor = new Actor("sandbox:grace", "grace", "Grace", new Dictionary<string, Role> { ["staging"] = Role.Operator, ["testing"] = Role.Viewer }, "test");
        var page = _context.Render<OutboxPage>();
        Assert.Equal(["Try again", "Drop"], page.FindAll(".outbox button").Select(button => button.TextContent));
        page.FindAll(".outbox button")[0].Click();
        page.FindAll(".outbox button")[1].Click();
        Assert.Equal([("outbox-retry", 3L), ("outbox-drop", 3L)], _context.Commands.Received.Cast<(string, long)>());
    }

    [Fact]
    public void Nothing_to_tell_is_said_too()
    {
        _context.World.Outbox.Clear();
        Assert.Equal("Everything is told", _context.Render<OutboxPage>().Find(".empty b").TextContent);
    }

    [Fact]
    public void The_overview_counts_what_could_not_be_sent()
    {
        var item = _context.Render<Overview>().FindAll(".todo")[^1];
        Assert.Contains("1 message could not be sent", item.TextContent, StringComparison.Ordinal);
        Assert.Equal("/outbox", item.QuerySelector("a")!.GetAttribute("href"));
    }

    [Fact]
    public void A_deployment_s_page_says_what_GitHub_knows_of_it()
    {
        var page = _context.Render<DeploymentPage>(parameters => parameters.Add(deployment => deployment.Id, 212));
        var told = page.FindAll("aside .step").Where(step => step.QuerySelector("a[href*='/deployments/staging']") is not null).ToList();
        Assert.Equal(["not told", "told: failure"], told.Select(step => step.QuerySelector(".policy")!.TextContent));
        Assert.Contains("may not write to acme/search", told[0].QuerySelector("p")!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, null, true, "to be told")]
    [InlineData("queued", null, true, "to be told")]
    [InlineData("in_progress", "status 502", true, "told later")]
    [InlineData(null, "no", false, "not told")]
    [InlineData("in_progress", null, false, "told: in progress")]
    [InlineData("gone", null, false, "told: deleted there")]
    public void Each_state_has_its_words(string? state, string? problem, bool pending, string words) =>
        Assert.Equal(words, ToldState.Presentation(new ToldView("api", null, state, problem, pending)).Words);

    public ValueTask DisposeAsync() => _context.DisposeAsync();
}
