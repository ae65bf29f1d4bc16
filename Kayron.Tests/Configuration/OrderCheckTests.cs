using Kayron.Core.Configuration;
using Kayron.Tests.Support;

namespace Kayron.Tests.Configuration;

/// <summary>Environments that wait for each other for ever are found before anything starts.</summary>
public sealed class OrderCheckTests
{
    private static readonly EnvironmentSettings Testing = Facts.Environment with { Name = "testing" };
    private static readonly EnvironmentSettings Staging = Facts.Environment with { Name = "staging" };
    private static readonly EnvironmentSettings Production = Facts.Environment with { Name = "production" };

    [Fact]
    public void A_chain_ends() => Assert.Empty(OrderCheck.Find([Testing, Soaking(Staging, "testing"), After(Soaking(Production, "testing"), "staging")]));

    [Fact]
    public void A_circle_over_order_and_soak_is_named_from_both_sides() => Assert.Equal(
    [
        "Kayron:Environments:staging:Policies:Soak:Environment goes round in a circle: staging waits for production waits for staging.",
        "Kayron:Environments:production:Policies:Order:After goes round in a circle: production waits for staging waits for production.",
    ], OrderCheck.Find([Testing, Soaking(Staging, "production"), After(Production, "staging")]).Select(problem => problem.ToString()));

    [Fact]
    public void Who_waits_for_a_circle_without_being_in_it_is_not_blamed() =>
        Assert.All(OrderCheck.Find([After(Testing, "staging"), After(Staging, "production"), After(Production, "staging")]), problem => Assert.DoesNotContain("testing", problem.ToString(), StringComparison.Ordinal));

    private static EnvironmentSettings After(EnvironmentSettings environment, string name) => environment with { Policies = environment.Policies with { Order = new OrderSettings(name) } };

    private static EnvironmentSettings Soaking(EnvironmentSettings environment, string name) => environment with { Policies = environment.Policies with { Soak = new SoakSettings(name, TimeSpan.FromHours(1)) } };
}
