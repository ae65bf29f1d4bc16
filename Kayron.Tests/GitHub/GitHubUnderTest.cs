using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Kayron.Core.Configuration;
using Kayron.Core.GitHub;
using Kayron.Core.Releases;
using Kayron.Core.Telemetry;

namespace Kayron.Tests.GitHub;

/// <summary>The adapter over a fake of GitHub, a clock of the test's, and a cache directory that goes with the test.</summary>
internal sealed class GitHubUnderTest : IDisposable
{
    private static int _tokens;
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("kayron-github");
    private readonly string _token = $"sandbox-{Interlocked.Increment(ref _tokens)}";
    private readonly KayronMetrics _metrics = new();
    private readonly MeterListener _listener = new();
    private readonly List<GitHubSourceControl> _created = [];

    public GitHubUnderTest()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == KayronMetrics.MeterName && instrument.Name is "kayron_api_calls" or "kayron_github_rate_limit_remaining") listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((_, _, tags, _) =>
        {
            var labels = tags.ToArray().ToDictionary(tag => tag.Key, tag => tag.Value as string);
            if (labels["api"] == "github") Metered.Enqueue($"{labels["operation"]} {labels["outcome"]}");
        });
        _listener.SetMeasurementEventCallback<double>((_, value, _, _) => RateLimitRemaining.Enqueue(value));
        _listener.Start();
        SourceControl = Restart();
    }

    public static RepositoryName AcmeReleases { get; } = new("acme", "releases");

    public FakeGitHub GitHub { get; } = new();

    public SkippingTime Time { get; } = new();

    /// <summary>Calls of every test that runs now: ask for those that only yours makes.</summary>
    public ConcurrentQueue<string> Metered { get; } = new();

    public ConcurrentQueue<double> RateLimitRemaining { get; } = new();

    public GitHubSourceControl SourceControl { get; private set; }

    public string CacheDirectory => _directory.FullName;

    /// <summary>A new instance with nothing in memory, of the same token and directory.</summary>
    public GitHubSourceControl Restart()
    {
        SourceControl = GitHubSourceControl.Create(new GitHubSettings(_token, new Uri("https://github.test/")), CacheDirectory, _metrics, Time, GitHub);
        _created.Add(SourceControl);
        return SourceControl;
    }

    public void RecordGauges() => _listener.RecordObservableInstruments();

    public void Dispose()
    {
        _listener.Dispose();
        _metrics.Dispose();
        _created.ForEach(created => created.Dispose());
        GitHub.Dispose();
        _directory.Delete(recursive: true);
    }
}
