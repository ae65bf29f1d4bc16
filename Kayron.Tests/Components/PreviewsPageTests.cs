using Bunit;
using Kayron.Tests.Support;
using Kayron.Web.Components.Pages;
using Kayron.Web.Components.Presentation;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Kayron.Tests.Components;

public sealed class PreviewsPageTests : IAsyncDisposable
{
    private DashboardContext _context = new();

    [Fact]
    public void Each_pull_request_says_what_runs_and_why_not()
    {
        var rows = _context.Render<PreviewsPage>().FindAll("tbody tr");
        Assert.Equal(4, rows.Count);
        Assert.Contains("#12 A dark theme", rows[0].TextContent, StringComparison.Ordinal);
        Assert.Equal("https://1d0fd508.web.testing.acme.example/", rows[0].QuerySelector("a.address")!.GetAttribute("href"));
        Assert.Contains("image c0ffee6 is not pushed yet", rows[2].TextContent, StringComparison.Ordinal);
        Assert.Contains("comes from the fork mallory/web", rows[3].TextContent, StringComparison.Ordinal);
        Assert.Null(rows[3].QuerySelector("a.address"));
    }

    [Fact]
    public void A_hostile_branch_and_title_are_text()
    {
        _context = new DashboardContext(new DashboardWorld { Previews = [DashboardWorld.Preview(1, "<script>alert(1)</script> @everyone [x](javascript:1)", "\"><img src=x onerror=alert(1)>", "AB", "ready") with { PullRequestUrl = "javascript:alert(1)", Endpoint = "javascript:alert(1)" }] });
        var page = _context.Render<PreviewsPage>();
        Assert.Empty(page.FindAll("script, img"));
        Assert.DoesNotContain(page.FindAll("a"), link => link.GetAttribute("href")?.StartsWith("javascript", StringComparison.Ordinal) == true);
    }

    [Fact]
    public void A_filter_without_a_match_says_so()
    {
        _context.Services.GetRequiredService<NavigationManager>().NavigateTo("/previews?state=failed");
        Assert.Equal("No preview matches", _context.Render<PreviewsPage>().Find(".empty b").TextContent);
    }

    [Fact]
    public void Without_previews_it_says_how_to_get_some()
    {
        _context = new DashboardContext(DashboardWorld.Empty());
        Assert.Contains("preview: true", _context.Render<PreviewsPage>().Find(".empty").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void An_environment_shows_its_previews_in_short() =>
        Assert.Equal(4, _context.Render<EnvironmentPage>(parameters => parameters.Add(page => page.Name, "testing")).FindAll("table.previews tbody tr").Count);

    [Theory]
    [InlineData("ready", null, Tone.Quiet)]
    [InlineData("updating", "is being deployed", Tone.Run)]
    [InlineData("updating", "needs 1 approval", Tone.Drift)]
    [InlineData("waiting-for-image", "x", Tone.Drift)]
    [InlineData("failed", "x", Tone.Fail)]
    [InlineData("refused", "x", Tone.Fail)]
    [InlineData("left-out", "x", Tone.Held)]
    [InlineData("removing", "x", Tone.Drift)]
    public void A_state_has_a_tone(string state, string? reason, Tone tone) => Assert.Equal(tone, PreviewState.Presentation(DashboardWorld.Preview(1, "t", "b", "AB", state, reason)).Tone);

    public ValueTask DisposeAsync() => _context.DisposeAsync();
}
