using System.Text.Json;
using Kayron.Tests.Support;

namespace Kayron.Tests.Hosting;

/// <summary>What is refused before any command sees it is in the log: what for, from where, and nothing secret.</summary>
public sealed class RefusedRequestTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("origin", "POST", "/api/v1/environments/testing/reconcile", "Origin", "https://evil.example")]
    [InlineData("host", "GET", "/healthz", "Host", "evil.example")]
    [InlineData("token", "GET", "/api/v1/environments", "Authorization", "Bearer kayron_wrong")]
    [InlineData("antiforgery", "POST", "/api/v1/environments/testing/reconcile", "X-Nothing", "x")]
    [InlineData("role", "GET", "/jobs", "X-Nothing", "x")]
    public async Task It_is_logged_with_its_reason_and_where_it_came_from(string reason, string method, string path, string header, string value)
    {
        await using var daemon = await TestDaemon.StartAsync();
        using var browser = daemon.Browser();
        using var signedIn = await browser.SignInAsync("linus");
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.TryAddWithoutValidation(header, value);
        using var answer = await browser.SendAsync(request, Cancel);
        var line = Assert.Single(Refusals(daemon));
        Assert.Equal((reason, "127.0.0.1", method, path, "warning"), (Text(line, "reason"), Text(line, "address"), Text(line, "method"), Text(line, "path"), Text(line, "level")));
        Assert.DoesNotContain("kayron_wrong", daemon.Log.ToString());
    }

    [Fact]
    public async Task Whoever_knocks_without_end_fills_no_disk()
    {
        await using var daemon = await TestDaemon.StartAsync();
        using var script = daemon.Script();
        script.DefaultRequestHeaders.Add("Origin", "https://evil.example");
        for (var knock = 0; knock < 100; knock++) (await script.PostAsync($"/api/v1/pauses?{knock}", null, Cancel)).Dispose();
        Assert.Equal(30, Refusals(daemon).Count);
    }

    private static List<JsonElement> Refusals(TestDaemon daemon) =>
        [.. daemon.Log.ToString().Split('\n').Where(line => line.Contains("request was refused", StringComparison.Ordinal)).Select(line => JsonDocument.Parse(line).RootElement)];

    private static string? Text(JsonElement line, string name) => line.GetProperty(name).GetString();
}
