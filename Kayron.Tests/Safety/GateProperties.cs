namespace Kayron.Tests.Safety;

/// <summary>
/// Whatever happens in whatever order: nothing at AWS is altered unless every gate is open at that moment for exactly that, approvals are used once, and what is denied or
/// rejected stays so until an input changes.
/// </summary>
public sealed class GateProperties
{
    [Fact]
    public Task No_history_gets_past_a_closed_gate() => Histories.SampleAsync(Histories.OfEverything, 12, SafetyWorld.LiveAsync);
}
