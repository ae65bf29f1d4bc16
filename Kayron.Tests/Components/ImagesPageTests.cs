using Bunit;
using Kayron.Core.Queries;
using Kayron.Tests.Support;
using Kayron.Web.Components.Pages;

namespace Kayron.Tests.Components;

public sealed class ImagesPageTests : IAsyncDisposable
{
    private readonly DashboardContext _context = new();

    [Fact]
    public void What_was_deleted_and_why_the_rest_stays_is_on_the_page()
    {
        var page = _context.Render<ImagesPage>();

        Assert.Contains("The last run deleted 2 images.", page.Markup, StringComparison.Ordinal);
        Assert.Contains("Kept: 1 running, 1 wanted, 1 to roll back to, 10 newest, 1 for later runs", page.Markup, StringComparison.Ordinal);
        Assert.Contains("is what production could be rolled back to", page.Markup, StringComparison.Ordinal);
        Assert.Contains(page.FindAll("table.stack th"), cell => cell.TextContent == "api:v1.4.0");
        Assert.DoesNotContain("<img src=x", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void A_dry_run_says_so_and_how_it_ends()
    {
        _context.World.ImageRun = _context.World.ImageRun with { DryRun = true };

        var page = _context.Render<ImagesPage>();

        Assert.Equal("Dry run: nothing is deleted", page.Find(".banner b").TextContent);
        Assert.Contains("Would be deleted", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void What_keeps_it_from_deleting_is_said_with_its_reason()
    {
        _context.World.ImageRun = _context.World.ImageRun with { Problem = "staging could not be read: GitHub does not answer" };

        var page = _context.Render<ImagesPage>();

        Assert.Contains("staging could not be read: GitHub does not answer.", page.Find(".banner").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Before_the_first_run_it_says_what_comes()
    {
        _context.World.ImageRun = new ImageCleanupView(true, true, 10, 5, null, null, null);
        _context.World.ImageRepositories.Clear();

        Assert.Contains("They appear here after the first run", _context.Render<ImagesPage>().Find(".empty").TextContent, StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();
}
