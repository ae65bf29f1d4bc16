using System.Net;
using Kayron.Tests.Support;

namespace Kayron.Tests.Monitoring;

public sealed class MetricsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_metric_has_the_name_and_labels_that_dashboards_rely_on()
    {
        await using var daemon = await TestDaemon.StartAsync();
        RecordAll(daemon.Core);
        using var browser = daemon.Browser();
        var text = await browser.GetStringAsync("/metrics", Cancel);
        // A request is counted when it has ended, a moment after its answer: the first one is seen by the next.
        for (var scrape = 0; scrape < 100 && !text.Contains("http_server_request_duration_seconds", StringComparison.Ordinal); scrape++) text = await browser.GetStringAsync("/metrics", Cancel);
        string[] series =
        [
            "worker_handler_execution_total{handler=\"reconcile:metrics\",success=\"true\"} 1",
            "worker_handler_execution_duration_seconds_bucket{handler=\"reconcile:metrics\",success=\"true\",le=\"0.1\"} 0",
            "worker_handler_execution_duration_seconds_bucket{handler=\"reconcile:metrics\",success=\"true\",le=\"5\"} 1",
            "deployment_event{service=\"api\"} 1700000000",
            "kayron_reconcile_total{environment=\"metrics\",outcome=\"no-drift\"} 1",
            "kayron_reconcile_duration_seconds_count{environment=\"metrics\"} 1",
            "kayron_drift{environment=\"metrics\",release=\"api\"} 1",
            "kayron_changes{environment=\"production\",state=\"awaiting-approval\"} 1",
            "kayron_change_oldest_pending_seconds{environment=\"production\"}",
            "kayron_policy_decisions_total{environment=\"metrics\",policy=\"Approval\",verdict=\"approve\"} 1",
            "kayron_deployment_total{environment=\"metrics\",outcome=\"succeeded\"} 1",
            "kayron_deployment_duration_seconds_count{environment=\"metrics\"} 1",
            "kayron_paused_seconds{environment=\"production\"} 0",
            "kayron_api_calls_total{api=\"github\",operation=\"GET /rate_limit\",outcome=\"ok\"} 1",
            "kayron_github_rate_limit_remaining{} 4999",
            "kayron_webhook_total{outcome=\"metrics\"} 1",
            "http_server_request_duration_seconds",
            "dotnet_",
        ];
        foreach (var line in series) Assert.Contains("\n" + line, text);
    }

    [Fact]
    public async Task Behind_a_proxy_they_need_a_token()
    {
        await using var daemon = await TestDaemon.StartAsync();
        using var stranger = daemon.Browser();
        stranger.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.7");
        Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.GetAsync("/metrics", Cancel)).StatusCode);
        using var scraper = daemon.Script();
        scraper.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.7");
        Assert.Equal(HttpStatusCode.OK, (await scraper.GetAsync("/metrics", Cancel)).StatusCode);
    }

    private static void RecordAll(FakeCore core)
    {
        var metrics = core.Metrics;
        metrics.WorkerRan("reconcile:metrics", true, TimeSpan.FromSeconds(2));
        metrics.ServiceDeployed("api", DateTimeOffset.FromUnixTimeSeconds(1_700_000_000));
        metrics.Reconciled("metrics", "no-drift", TimeSpan.FromSeconds(1));
        metrics.Drift("metrics", "api", true);
        metrics.Decided("metrics", "Approval", "approve");
        metrics.Deployed("metrics", "succeeded", TimeSpan.FromSeconds(90));
        metrics.ApiCalled("github", "GET /rate_limit", "ok");
        metrics.GitHubRateLimit(4999);
        metrics.WebhookReceived("metrics");
    }
}
