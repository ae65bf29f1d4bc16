using Bunit;
using Kayron.Core.Commands;
using Kayron.Core.Queries;
using Kayron.Tests.Support;
using Kayron.Web.Components.Pages;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Kayron.Tests.Components;

public sealed class ChangePageTests : IAsyncDisposable
{
    private readonly DashboardContext _context = new();

    [Fact]
    public void Approving_sends_exactly_what_is_on_the_screen()
    {
        var page = Open("ch-production");
        page.Find("input[aria-label=Comment]").Change("go");
        page.Find("[data-approve]").Click();
        Assert.Equal("Approve c41f9a", page.Find("[data-approve]").TextContent.Trim());
        var request = Assert.IsType<ApproveRequest>(Assert.Single(_context.Commands.Received));
        Assert.Equal(("ch-production", DashboardWorld.WaitingFingerprint, "go"), (request.ChangeId, request.Fingerprint, request.Comment));
    }

    [Fact]
    public void What_takes_state_with_it_is_typed()
    {
        var page = Open("ch-destructive");
        page.Find("input[aria-label='Type UploadsBucket to confirm']").Change(" UploadsBucket ");
        page.Find("[data-approve]").Click();
        Assert.Equal(["UploadsBucket"], Assert.IsType<ApproveRequest>(Assert.Single(_context.Commands.Received)).Confirm);
    }

    [Fact]
    public void A_refusal_is_shown_in_words_in_place()
    {
        _context.Commands.Answer = new CommandResult.Refused("confirmation-required", 422, "Type Database to confirm that it may be replaced.");
        var page = Open("ch-destructive");
        page.Find("[data-approve]").Click();
        Assert.Equal("Type Database to confirm that it may be replaced.", page.Find(".refusal").TextContent.Trim());
    }

    [Fact]
    public void A_viewer_has_no_buttons_and_is_told_why()
    {
        _context.Actor.Actor = FixedActor.Someone("vera", "Vera", Role.Viewer);
        var page = Open("ch-production");
        Assert.Empty(page.FindAll(".actions button"));
        Assert.Contains("need the role approver in production", page.Find(".actions").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_role_that_is_gone_since_the_page_was_opened_is_noticed_by_the_command()
    {
        var page = Open("ch-production");
        _context.Actor.Actor = null;
        page.Find("[data-approve]").Click();
        Assert.Empty(_context.Commands.Received);
        Assert.Contains("need the role approver", page.Find(".actions").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Who_has_approved_is_not_asked_again()
    {
        _context.Actor.Actor = FixedActor.Someone("linus", "Linus", Role.Approver);
        var page = Open("ch-production");
        Assert.Empty(page.FindAll("[data-approve]"));
        Assert.Contains("You approved this 5 min ago. It needs one more.", page.Find(".actions").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_change_superseded_under_the_readers_eyes_says_so_and_leads_to_its_successor()
    {
        var page = Open("ch-production");
        Replace(DashboardWorld.AwaitingApproval() with { State = "superseded", SupersededBy = "ch-next" });
        page.WaitForAssertion(() => Assert.Contains("superseded while you looked at it", page.Markup, StringComparison.Ordinal));
        Assert.Equal("/changes/ch-next", page.Find(".banner a.btn").GetAttribute("href"));
        Assert.Empty(page.FindAll("[data-approve]"));
    }

    [Fact]
    public void Nobody_approves_a_fingerprint_that_was_not_on_the_screen()
    {
        var page = Open("ch-production");
        Replace(DashboardWorld.AwaitingApproval() with { Fingerprint = "ffff00aa" });
        page.WaitForAssertion(() => Assert.Contains("no longer what is shown", page.Markup, StringComparison.Ordinal));
        Assert.Contains("c41f9a", page.Find("h1").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("[data-approve]"));
        page.Find(".banner button").Click();
        Assert.Equal("Approve ffff00", page.Find("[data-approve]").TextContent.Trim());
    }

    [Fact]
    public void After_approval_the_page_leads_to_the_deployment_when_it_starts()
    {
        var page = Open("ch-production");
        page.Find("[data-approve]").Click();
        Replace(DashboardWorld.AwaitingApproval() with { State = "executing", DeploymentId = 215 });
        page.WaitForAssertion(() => Assert.EndsWith("/deployments/215", _context.Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal));
    }

    [Fact]
    public void Rejecting_asks_first()
    {
        var page = Open("ch-production");
        page.Find(".actions .bad").Click();
        Assert.Empty(_context.Commands.Received);
        _context.Dialogs.WaitForElement("#ask").Submit();
        page.WaitForAssertion(() => Assert.Equal(("reject", "ch-production", (string?)null), Assert.Single(_context.Commands.Received)));
    }

    [Fact]
    public void What_removes_comes_first_and_what_holds_state_stands_out()
    {
        var page = Open("ch-destructive");
        Assert.Contains("UploadsBucket", page.Find(".resource").TextContent, StringComparison.Ordinal);
        Assert.Equal(2, page.FindAll(".resource.guarded").Count);
        Assert.Contains("What happens inside nested stacks is not known", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void A_large_template_is_folded_and_still_whole()
    {
        var page = Open("ch-destructive");
        Assert.Equal("+133 −38", page.FindAll(".template summary .small")[1].TextContent);
        Assert.Single(page.FindAll(".template pre"));
    }

    [Fact]
    public void What_is_not_there_is_said() => Assert.Equal("There is no change nope", Open("nope").Find("h1").TextContent);

    public ValueTask DisposeAsync() => _context.DisposeAsync();

    private IRenderedComponent<ChangePage> Open(string id) => _context.Render<ChangePage>(parameters => parameters.Add(page => page.Id, id));

    private void Replace(ChangeView change)
    {
        _context.World.Changes.RemoveAll(known => known.Id == change.Id);
        _context.World.Changes.Add(change);
        _context.Announce(change.Environment);
    }
}
