using Bunit;
using Kayron.Core.Commands;
using Kayron.Tests.Support;
using Kayron.Web.Components.Pages;
using Kayron.Web.Components.Presentation;

namespace Kayron.Tests.Components;

public sealed class PeoplePageTests : IAsyncDisposable
{
    private readonly DashboardContext _context = new();

    public ValueTask DisposeAsync() => _context.DisposeAsync();

    [Fact]
    public void Who_is_no_administrator_sees_nobody_and_is_told_what_it_takes()
    {
        var page = _context.Render<PeoplePage>();
        Assert.Empty(page.FindAll("[data-row]"));
        Assert.Contains("you need the role administrator", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void An_administrator_sees_who_signed_in_and_a_hostile_name_is_only_a_name()
    {
        _context.Actor.Actor = FixedActor.Someone("margaret", "Margaret", Role.Administrator);
        var page = _context.Render<PeoplePage>();
        Assert.Equal(4 + 3, page.FindAll("[data-row]").Count);
        Assert.Contains("&lt;b&gt;Mona&lt;/b&gt;", page.Markup, StringComparison.Ordinal);
        Assert.Single(page.FindAll(".tag.fail"));
    }

    [Fact]
    public void An_administrator_ends_a_session()
    {
        _context.Actor.Actor = FixedActor.Someone("margaret", "Margaret", Role.Administrator);
        var page = _context.Render<PeoplePage>();
        page.FindAll("[aria-label^='End the session']")[0].Click();
        _context.Dialogs.WaitForElement("#ask").Submit();
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("[aria-label^='End the session']").Count));
    }

    [Fact]
    public void Everybody_sees_their_own_sessions_and_nobody_elses()
    {
        var page = _context.Render<SettingsPage>();
        Assert.Single(page.FindAll("[aria-label^='End the session']"));
        Assert.Contains("Firefox on Linux", page.Markup, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0", "Edge on Windows")]
    [InlineData("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Safari/604.1", "Safari on iPhone")]
    [InlineData("<script>", "A browser"), InlineData("", "A browser")]
    public void A_browser_is_told_in_two_words(string agent, string words) => Assert.Equal(words, BrowserInWords.Of(agent));
}
