using System.Diagnostics;
using System.Globalization;
using Kayron.Core.Changes;
using Kayron.Core.Configuration;
using Kayron.Core.Observation;
using Kayron.Core.Policies;
using Kayron.Core.Reconcile.Ports;
using Kayron.Tests.Support;
using NodaTime;

namespace Kayron.Tests.Benchmarks;

/// <summary>
/// What judging costs: an environment of 50 services that all move, every policy on.
/// <c>dotnet run --project Kayron.Tests -- -class "*PolicyBenchmark" -explicit only -showliveoutput</c>
/// </summary>
public sealed class PolicyBenchmark(ITestOutputHelper output)
{
    private const int Services = 50;
    private const int Evaluations = 10_000;

    [Fact(Explicit = true)]
    public void Ten_thousand_evaluations_of_fifty_services_take_less_than_two_seconds_of_processor_time()
    {
        var environment = Facts.Environment with { Policies = EveryPolicy() };
        var soaks = new EnvironmentProgress(false, [.. Enumerable.Range(0, Services).Select(number => new Soak("staging", $"service{number}", "v1.1.0", "sha256:a", Facts.Now.AddDays(-1), default, false))]);
        var facts = Facts.Change with
        {
            Environment = environment,
            After = soaks,
            Releases = [.. Enumerable.Range(0, Services).Select(number => Facts.Step($"service{number}", "v1.0.0", "v1.1.0"))],
        };
        var releases = Enumerable.Range(0, Services).Select(number => new ServiceFacts(
            environment, Facts.Now, new ObservedRelease(Facts.Service($"service{number}"), new DesiredVersion.Known("v1.1.0"), "v1.0.0", new ImageLookup.Found("sha256:a", ["sha256:a"])), [])
        { Elsewhere = soaks }).ToList();

        void Judge() => ChangePolicies.Judge(facts);
        void Choose() => releases.ForEach(release => ServiceRules.Choose(release));
        var whole = Report("every rule and policy", () => { Choose(); Judge(); });
        Report("service rules", Choose);
        Report("change policies", Judge);
        foreach (var rule in ServiceRules.All) Report($"  {rule.Name}", () => releases.ForEach(release => rule.Judge(release)));
        foreach (var policy in ChangePolicies.All) Report($"  {policy.Name}", () => policy.Judge(facts));
        Assert.True(whole < TimeSpan.FromSeconds(2));
    }

    /// <returns>Processor time of all evaluations, once the code is compiled for speed.</returns>
    private TimeSpan Report(string what, Action evaluate)
    {
        Measure(Evaluations, evaluate);
        var (processor, bytes) = Measure(Evaluations, evaluate);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-22} {processor.TotalMicroseconds / Evaluations,8:0.0} µs  {bytes / 1024.0 / Evaluations,8:0.0} KiB an evaluation"));
        return processor;
    }

    private static (TimeSpan Processor, long Bytes) Measure(int count, Action evaluate)
    {
        using var process = Process.GetCurrentProcess();
        var (before, allocated) = (process.TotalProcessorTime, GC.GetAllocatedBytesForCurrentThread());
        for (var evaluation = 0; evaluation < count; evaluation++) evaluate();
        process.Refresh();
        return (process.TotalProcessorTime - before, GC.GetAllocatedBytesForCurrentThread() - allocated);
    }

    private static PolicySettings EveryPolicy()
    {
        var berlin = DateTimeZoneProviders.Tzdb["Europe/Berlin"];
        return new PolicySettings
        {
            Window = new WindowSettings(
                [new TimeWindow([IsoDayOfWeek.Monday, IsoDayOfWeek.Tuesday], new LocalTime(9, 0), new LocalTime(17, 0), null, null, berlin, null)],
                [new TimeWindow([], LocalTime.Midnight, LocalTime.Midnight, new LocalDate(2026, 12, 20), new LocalDate(2027, 1, 2), berlin, "holidays")]),
            VersionClass = new VersionClassSettings(Minor: VersionGate.Approve, Major: VersionGate.Deny), Order = new OrderSettings("staging"),
            Soak = new SoakSettings("staging", TimeSpan.FromHours(1)), Approval = new ApprovalSettings(2),
        };
    }
}
