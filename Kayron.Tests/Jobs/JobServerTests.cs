using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Kayron.Core.Workers;
using Kayron.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Kayron.Tests.Jobs;

public sealed class JobServerTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly CancellationTokenSource _patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

    public JobServerTests() => _patience.CancelAfter(Patience);

    [Fact]
    public async Task Workers_run_at_the_start_and_again_after_their_cooler()
    {
        var worker = new FakeWorker("reconcile:testing", TimeSpan.FromMilliseconds(1));
        await using var daemon = await StartAsync(worker);
        for (var run = 0; run < 5; run++) (await worker.NextAsync(_patience.Token)).SetResult();
    }

    [Fact]
    public async Task A_stuck_worker_keeps_no_other_from_running()
    {
        var stuck = new FakeWorker("reconcile:production", TimeSpan.Zero);
        var lively = new FakeWorker("reconcile:testing", TimeSpan.Zero);
        await using var daemon = await StartAsync(stuck, lively);
        await stuck.NextAsync(_patience.Token);
        for (var run = 0; run < 5; run++) (await lively.NextAsync(_patience.Token)).SetResult();
        Assert.Equal(1, stuck.Running);
    }

    [Fact]
    public async Task A_trigger_runs_a_worker_long_before_its_time_and_none_is_lost()
    {
        var worker = new FakeWorker("reconcile:testing", TimeSpan.FromHours(1));
        await using var daemon = await StartAsync(worker);
        var trigger = daemon.Services.GetRequiredService<IWorkerTrigger>();
        var first = await worker.NextAsync(_patience.Token);
        trigger.Trigger(worker.Name);
        first.SetResult();
        var second = await worker.NextAsync(_patience.Token);
        second.SetResult();
    }

    [Fact]
    public async Task A_failing_worker_is_logged_counted_and_run_again()
    {
        var worker = new FakeWorker("reconcile:testing", TimeSpan.Zero);
        await using var daemon = await StartAsync(worker);
        (await worker.NextAsync(_patience.Token)).SetException(new InvalidOperationException("disk full"));
        (await worker.NextAsync(_patience.Token)).SetResult();
        Assert.Contains("\"message\":\"worker failed\"", daemon.Log.ToString());
        Assert.Contains("\"error\":\"disk full\"", daemon.Log.ToString());
    }

    [Fact]
    public async Task A_running_worker_is_told_when_the_process_stops()
    {
        var worker = new FakeWorker("reconcile:testing", TimeSpan.Zero);
        var daemon = await StartAsync(worker);
        await worker.NextAsync(_patience.Token);
        await daemon.DisposeAsync();
        Assert.Equal(0, worker.Running);
    }

    [Fact]
    public async Task The_API_lists_workers_and_runs_them_for_those_who_may()
    {
        var retention = new FakeWorker("retention", TimeSpan.FromHours(1));
        await using var daemon = await StartAsync(retention);
        (await retention.NextAsync(_patience.Token)).SetResult();
        using var script = daemon.Script();
        var list = await script.GetFromJsonAsync<JsonElement>("/api/v1/workers", _patience.Token);
        var worker = Assert.Single(list.GetProperty("items").EnumerateArray());
        Assert.Equal(("retention", "1h"), (worker.GetProperty("name").GetString(), worker.GetProperty("cooler").GetString()));
        foreach (var name in new[] { "lastRun", "nextRun", "outcome" }) Assert.True(worker.TryGetProperty(name, out _), name);

        Assert.Equal(HttpStatusCode.Accepted, (await script.PostAsync("/api/v1/workers/retention/run", null, _patience.Token)).StatusCode);
        (await retention.NextAsync(_patience.Token)).SetResult();
        Assert.Equal(HttpStatusCode.NotFound, (await script.PostAsync("/api/v1/workers/nothing/run", null, _patience.Token)).StatusCode);
        using var @operator = daemon.Script(daemon.Core.Tokens.Add("a-token-of-graces", "grace", Kayron.Core.Commands.Role.Operator));
        Assert.Equal(HttpStatusCode.Forbidden, (await @operator.PostAsync("/api/v1/workers/retention/run", null, _patience.Token)).StatusCode);
    }

    [Fact]
    public async Task The_jobs_page_keeps_to_the_content_security_policy()
    {
        await using var daemon = await StartAsync(new FakeWorker("retention", TimeSpan.FromHours(1)));
        using var browser = daemon.Browser();
        using var signedIn = await browser.SignInAsync("margaret");
        var page = await browser.GetStringAsync("/jobs/recurring", _patience.Token);
        Assert.Contains("retention", page);
        Assert.DoesNotContain("<script>", page);
        Assert.DoesNotContain("onclick=", page);
    }

    public void Dispose() => _patience.Dispose();

    private static async Task<TestDaemon> StartAsync(params FakeWorker[] workers)
    {
        var core = new FakeCore();
        core.Workers.AddRange(workers);
        return await TestDaemon.StartAsync(core);
    }
}
