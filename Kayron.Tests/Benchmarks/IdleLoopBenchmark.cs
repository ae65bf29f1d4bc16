using System.Diagnostics;
using System.Globalization;
using Kayron.Tests.Support;

namespace Kayron.Tests.Benchmarks;

/// <summary>
/// What an idle loop costs as an environment grows, as ratios to the smallest: processor time of this process (the emulators' included), and calls.
/// <c>dotnet run --project Kayron.Tests -- -class "*IdleLoopBenchmark" -explicit only -showliveoutput</c>
/// </summary>
public sealed class IdleLoopBenchmark(ITestOutputHelper output)
{
    private const int Loops = 100;

    [Fact(Explicit = true)]
    public async Task An_idle_loop_grows_slower_than_its_environment()
    {
        var smallest = await MeasureAsync(10);
        output.WriteLine("services  processor  calls");
        foreach (var services in new[] { 10, 60, 120 })
        {
            var (processor, calls) = await MeasureAsync(services);
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{services,8}  {processor / smallest.Processor,8:0.0}x  {(double)calls / smallest.Calls:0.0}x"));
        }
    }

    private static async Task<(TimeSpan Processor, int Calls)> MeasureAsync(int services)
    {
        await using var world = await LoopWorld.StartAsync($"scale:1x{services}");
        var environment = world.Settings.Environments[0].Name;
        for (var warm = 0; warm < 10; warm++) await world.RunAsync(environment);
        world.Sandbox.Calls.Reset();
        using var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        for (var loop = 0; loop < Loops; loop++) await world.RunAsync(environment);
        process.Refresh();
        return (process.TotalProcessorTime - before, world.Sandbox.Calls.Counts().Sum(call => call.Count));
    }
}
