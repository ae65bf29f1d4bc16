namespace Kayron.Tests.Safety;

/// <summary>A fingerprint is what people approve: it says the same of the same world, whoever looks, whenever and wherever.</summary>
public sealed class PlanningProperties
{
    [Fact]
    public Task What_is_planned_twice_has_one_fingerprint_after_a_restart_in_another_order_culture_and_time_zone() =>
        Histories.SampleAsync(Histories.OfTheWorld, 6, SafetyWorld.PlanTwiceAsync);
}
