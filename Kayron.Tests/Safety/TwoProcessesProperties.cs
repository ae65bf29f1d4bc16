namespace Kayron.Tests.Safety;

/// <summary>However two processes take turns, stall and lose their leases, one change is executed once.</summary>
public sealed class TwoProcessesProperties
{
    [Fact]
    public Task No_two_processes_execute_one_change() => Histories.SampleAsync(Histories.OfTwoProcesses, 6, SafetyWorld.LiveAsync);
}
