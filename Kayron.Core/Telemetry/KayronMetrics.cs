using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Kayron.Core.Telemetry;

/// <summary>Every metric of Kayron's own. Names are a contract (docs/operations.md); the exporter adds <c>_total</c> to counters and <c>_seconds</c> from the unit.</summary>
public sealed class KayronMetrics : IDisposable
{
    public const string MeterName = "Kayron";
    private static readonly InstrumentAdvice<double> WorkerBuckets = new() { HistogramBucketBoundaries = [0.1, 0.25, 0.5, 1, 2.5, 5] };
    private static readonly InstrumentAdvice<double> DeploymentBuckets = new() { HistogramBucketBoundaries = [10, 30, 60, 120, 300, 600, 1200, 2400, 3600] };

    private readonly Meter _meter = new(MeterName);
    private readonly Counter<long> _executions, _reconciles, _decisions, _deployments, _apiCalls, _webhooks, _outbox, _droppedImages;
    private readonly Histogram<double> _executionDuration, _reconcileDuration, _deploymentDuration;
    private readonly ConcurrentDictionary<(string Instrument, string Tags), Measurement<double>> _gauges = new();

    public KayronMetrics()
    {
        _executions = _meter.CreateCounter<long>("worker_handler_execution");
        _executionDuration = _meter.CreateHistogram("worker_handler_execution_duration", "s", null, null, WorkerBuckets);
        _reconciles = _meter.CreateCounter<long>("kayron_reconcile");
        _reconcileDuration = _meter.CreateHistogram("kayron_reconcile_duration", "s", null, null, WorkerBuckets);
        _decisions = _meter.CreateCounter<long>("kayron_policy_decisions");
        _deployments = _meter.CreateCounter<long>("kayron_deployment");
        _deploymentDuration = _meter.CreateHistogram("kayron_deployment_duration", "s", null, null, DeploymentBuckets);
        _apiCalls = _meter.CreateCounter<long>("kayron_api_calls");
        _webhooks = _meter.CreateCounter<long>("kayron_webhook");
        _outbox = _meter.CreateCounter<long>("kayron_outbox");
        _droppedImages = _meter.CreateCounter<long>("kayron_images_dropped");
        foreach (var (name, unit) in new[] { ("deployment_event", null), ("kayron_drift", null), ("kayron_changes", null), ("kayron_change_oldest_pending", "s"), ("kayron_paused", "s"), ("kayron_github_rate_limit_remaining", null), ("kayron_outbox_pending", null), ("kayron_outbox_failed", null), ("kayron_images_kept", null) })
            _meter.CreateObservableGauge(name, () => _gauges.Where(gauge => gauge.Key.Instrument == name).Select(gauge => gauge.Value), unit);
    }

    public void WorkerRan(string handler, bool success, TimeSpan duration)
    {
        var tags = new TagList { { "handler", handler }, { "success", success ? "true" : "false" } };
        _executions.Add(1, tags);
        _executionDuration.Record(duration.TotalSeconds, tags);
    }

    public void Reconciled(string environment, string outcome, TimeSpan duration)
    {
        _reconciles.Add(1, new TagList { { "environment", environment }, { "outcome", outcome } });
        _reconcileDuration.Record(duration.TotalSeconds, new TagList { { "environment", environment } });
    }

    public void Decided(string environment, string policy, string verdict) =>
        _decisions.Add(1, new TagList { { "environment", environment }, { "policy", policy }, { "verdict", verdict } });

    public void Deployed(string environment, string outcome, TimeSpan duration)
    {
        _deployments.Add(1, new TagList { { "environment", environment }, { "outcome", outcome } });
        _deploymentDuration.Record(duration.TotalSeconds, new TagList { { "environment", environment } });
    }

    /// <param name="api">github, cloudformation, ecs, ecr, tagging, s3 or sts.</param>
    /// <param name="outcome">ok, not-modified, throttled or error.</param>
    public void ApiCalled(string api, string operation, string outcome) =>
        _apiCalls.Add(1, new TagList { { "api", api }, { "operation", operation }, { "outcome", outcome } });

    public void WebhookReceived(string outcome) => _webhooks.Add(1, new TagList { { "outcome", outcome } });

    /// <param name="outcome">sent, later or failed.</param>
    public void OutboxTried(string kind, string outcome) => _outbox.Add(1, new TagList { { "kind", kind }, { "outcome", outcome } });

    public void Outbox(string kind, int pending, int failed)
    {
        Set("kayron_outbox_pending", pending, ("kind", kind));
        Set("kayron_outbox_failed", failed, ("kind", kind));
    }

    /// <summary>The Go operator's gauge: when a service was deployed last, in unix seconds.</summary>
    public void ServiceDeployed(string service, DateTimeOffset at) => Set("deployment_event", at.ToUnixTimeSeconds(), ("service", service));

    public void Drift(string environment, string release, bool drifted) => Set("kayron_drift", drifted ? 1 : 0, ("environment", environment), ("release", release));

    public void Changes(string environment, string state, int count) => Set("kayron_changes", count, ("environment", environment), ("state", state));

    public void OldestPending(string environment, TimeSpan age) => Set("kayron_change_oldest_pending", age.TotalSeconds, ("environment", environment));

    public void Paused(string environment, TimeSpan age) => Set("kayron_paused", age.TotalSeconds, ("environment", environment));

    public void GitHubRateLimit(int remaining) => Set("kayron_github_rate_limit_remaining", remaining);

    /// <param name="registry">Account and region.</param>
    public void ImageDropped(string registry, string repository) => _droppedImages.Add(1, new TagList { { "registry", registry }, { "repository", repository } });

    public void ImagesKept(string registry, string repository, string reason, int count) => Set("kayron_images_kept", count, ("registry", registry), ("repository", repository), ("reason", reason));

    private void Set(string instrument, double value, params ReadOnlySpan<(string Key, string Value)> tags)
    {
        var list = new KeyValuePair<string, object?>[tags.Length];
        for (var index = 0; index < tags.Length; index++) list[index] = new(tags[index].Key, tags[index].Value);
        _gauges[(instrument, string.Join('\n', list.Select(tag => tag.Value)))] = new Measurement<double>(value, list);
    }

    public void Dispose() => _meter.Dispose();
}
