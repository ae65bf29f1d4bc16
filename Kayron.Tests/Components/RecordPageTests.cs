using Bunit;
using Kayron.Core.Commands;
using Kayron.Tests.Support;
using Kayron.Web.Auth;
using Kayron.Web.Components.Pages;
using Kayron.Web.Components.Presentation;

namespace Kayron.Tests.Components;

/// <summary>Claims, the audit log and tokens.</summary>
public sealed class RecordPageTests : IAsyncDisposable
{
    private readonly DashboardContext _context = new();

    [Fact]
    public void A_claim_is_ended_by_an_operator_after_a_question()
    {
        var page = _context.Render<ClaimsPage>();
        page.Find("button[aria-label='End claim of api in testing']").Click();
        _context.Dialogs.WaitForElement("#ask").Submit();
        page.WaitForAssertion(() => Assert.Equal(("end-claim", 3L), Assert.Single(_context.Commands.Received)));
        Assert.DoesNotContain("<img", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Who_may_not_claim_reads_why_and_sees_no_button()
    {
        _context.Actor.Actor = FixedActor.Someone("vera", "Vera", Role.Viewer);
        var page = _context.Render<ClaimsPage>();
        Assert.Empty(page.FindAll("button"));
        Assert.Equal("To claim a service you need the role operator. An administrator can give it to you.", page.Find(".role").TextContent);
    }

    [Fact]
    public void A_claim_needs_a_branch()
    {
        var page = _context.Render<ClaimsPage>();
        page.Find(".btn.main").Click();
        var dialog = _context.Dialogs;
        dialog.WaitForElement("#ask").Submit();
        dialog.WaitForAssertion(() => Assert.Contains("Say which branch it should follow.", dialog.Markup, StringComparison.Ordinal));
        dialog.Find(".mud-dialog input").Input("feature/x");
        dialog.Find("#ask").Submit();
        page.WaitForAssertion(() => Assert.Equal(("testing", "feature/x"), Assert.IsType<ClaimRequest>(Assert.Single(_context.Commands.Received)) is var request ? (request.Environment, request.Branch) : default));
    }

    [Fact]
    public void The_audit_log_tells_refusals_from_deeds_and_where_it_was_altered()
    {
        var page = _context.Render<AuditPage>();
        Assert.Equal("approve refused", page.Find(".tag.fail").TextContent.Trim());
        page.Find(".buttons .btn").Click();
        page.WaitForAssertion(() => Assert.Contains("The log is intact: 4 rows", page.Find(".banner").TextContent, StringComparison.Ordinal));
        _context.World.AuditFault = 3;
        page.Find(".buttons .btn").Click();
        page.WaitForAssertion(() => Assert.StartsWith("The log was altered, first at id 3", page.Find(".banner").TextContent.Trim(), StringComparison.Ordinal));
    }

    [Fact]
    public void A_token_is_shown_once_and_only_its_hash_is_handed_on()
    {
        var page = _context.Render<SettingsPage>();
        page.Find(".head .btn").Click();
        _context.Dialogs.WaitForElement(".mud-dialog .inp").Input("laptop");
        _context.Dialogs.Find("#ask").Submit();
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[data-token]")));
        var text = page.Find("[data-token]").TextContent;
        var request = Assert.IsType<TokenRequest>(Assert.Single(_context.Commands.Received));
        Assert.Equal(("laptop", "ada", Role.Viewer), (request.Name, request.Account, request.Role));
        Assert.Equal(TokenText.Hash(text), request.Hash);
        page.FindAll(".banner .btn")[1].Click();
        Assert.DoesNotContain(text, page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void A_day_of_a_filter_is_whole()
    {
        Assert.Equal(new DateTimeOffset(2026, 11, 23, 0, 0, 0, TimeSpan.Zero), DayRange.Start("2026-11-23"));
        Assert.Equal(new DateTimeOffset(2026, 11, 24, 0, 0, 0, TimeSpan.Zero), DayRange.End("2026-11-23"));
        Assert.Null(DayRange.Start("yesterday"));
        Assert.Null(DayRange.End("9999-12-31"));
    }

    public ValueTask DisposeAsync() => _context.DisposeAsync();
}
