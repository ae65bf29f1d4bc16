using Kayron.Core.Queries;
using Kayron.Sandbox.Hosting;
using Kayron.Tests.Support;

namespace Kayron.Tests.EndToEnd;

/// <summary>A process that dies at any step boundary, and another that starts after it: one execution, one history row, the right outcome.</summary>
public sealed class CrashTests
{
    public static TheoryData<string> Boundaries() =>
        [.. from point in Enum.GetValues<LoopCall>() from side in new[] { "before", "after" } select $"{side} {point}"];

    [Theory]
    [MemberData(nameof(Boundaries))]
    public async Task A_deployment_survives_a_crash(string boundary)
    {
        var crash = new Crash(boundary);
        var world = await LoopWorld.StartAsync(replace: crash.Boundaries.Install);
        try
        {
            await Assert.ThrowsAsync<CrashException>(() => world.RunUntilAsync("staging", "succeeded"));
            world = await world.RestartAsync();
            await world.RunUntilAsync("staging", "succeeded", "no-drift");
            Assert.Equal("no-drift", (await world.RunAsync("staging")).Outcome);

            var deployment = Assert.Single((await world.Get<IDeploymentQueries>().ListAsync("staging", null, null, default, TestContext.Current.CancellationToken)).Items);
            Assert.Equal("succeeded", deployment.State);
            var calls = world.Sandbox.Calls.Counts();
            Assert.Equal(1, Sum(calls, "ExecuteChangeSet"));
            Assert.Equal(1, calls.Where(call => call is { Operation: "CreateChangeSet", Status: 200 }).Sum(call => call.Count));
        }
        finally
        {
            await world.DisposeAsync();
        }
    }

    private static int Sum(IReadOnlyList<CallCount> calls, string operation) => calls.Where(call => call.Operation == operation).Sum(call => call.Count);
}
