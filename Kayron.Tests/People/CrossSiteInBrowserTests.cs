using Kayron.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Kayron.Tests.People;

/// <summary>The same with a browser in between. The other page is on the same host, so that the browser even sends the session's cookie along; only the port differs.</summary>
[Collection(BrowserCollection.Name)]
public sealed class CrossSiteInBrowserTests(Browser browser)
{
    [Fact]
    public async Task A_page_of_another_origin_gets_no_frame_no_socket_and_no_mutation()
    {
        await using var daemon = await TestDaemon.StartAsync();
        await using var other = await ServeAsync($"<title>evil</title><iframe src=\"{daemon.Address}deployments\"></iframe>");
        var page = await browser.NewPageAsync();
        await page.GotoAsync(new Uri(daemon.Address, "/deployments").ToString());
        await page.Locator("button[value=margaret]").ClickAsync();
        await page.Locator("main[data-live]").WaitForAsync(new() { Timeout = 60_000 });

        await page.GotoAsync(other.Urls.Single());
        Assert.Equal("chrome-error://chromewebdata/", page.Frames[1].Url);

        var socket = daemon.Address.ToString().Replace("http", "ws", StringComparison.Ordinal) + "_blazor";
        Assert.Equal("refused", await page.EvaluateAsync<string>(
            "address => new Promise(done => { const socket = new WebSocket(address); socket.onopen = () => done('open'); socket.onerror = () => done('refused'); })", socket));

        await page.EvaluateAsync("address => fetch(address, { method: 'POST', mode: 'no-cors', credentials: 'include' }).catch(() => {})", $"{daemon.Address}api/v1/environments/production/reconcile");
        Assert.Empty(daemon.Core.Commands.Received);
    }

    private static async Task<WebApplication> ServeAsync(string html)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var application = builder.Build();
        application.MapGet("/", () => Results.Content(html, "text/html"));
        await application.StartAsync(TestContext.Current.CancellationToken);
        return application;
    }
}
