using Kayron.Core.Changes;
using Kayron.Core.Observation;
using Kayron.Core.Policies;
using Kayron.Core.Reconcile.Ports;
using Kayron.Core.Releases;
using Kayron.Tests.Support;

namespace Kayron.Tests.Policies;

/// <summary>Which version of a release is sent, and why.</summary>
public sealed class ServiceRulesTests
{
    private static readonly ImageLookup Found = new ImageLookup.Found("sha256:1", ["sha256:1"]);
    private static readonly DesiredVersion V1 = new DesiredVersion.Known("v1.1.0");

    private static ChosenRelease Choose(DesiredVersion desired, string? current, ImageLookup? image, DeployStrategy? deploy = null, params Pause[] pauses) =>
        ServiceRules.Choose(new ServiceFacts(Facts.Environment, Facts.Now, new ObservedRelease(Facts.Service("api", deploy), desired, current, image), pauses));

    private static Pause PauseOf(string? service, DateTimeOffset? until = null) => new(1, "production", service, "looking into it", "Ada", Facts.Now.AddHours(-1), until);

    [Fact]
    public void What_differs_and_has_its_image_is_sent() =>
        AssertChosen(Choose(V1, "v1.0.0", Found), "v1.1.0", ReleaseState.Drifted, "will be planned with the next run");

    [Fact]
    public void What_runs_already_is_in_sync_also_while_paused() => AssertChosen(Choose(V1, "v1.1.0", null, null, PauseOf("api")), "v1.1.0", ReleaseState.InSync, null);

    [Fact]
    public void What_is_suspended_stays_as_it_runs() =>
        AssertChosen(Choose(new DesiredVersion.AsItRuns(), "v1.0.0", null, new DeployStrategy.Suspended()), "v1.0.0", ReleaseState.Suspended, "suspended in its definition");

    [Fact]
    public void A_desired_version_that_cannot_be_found_out_leaves_it_as_it_runs() =>
        AssertChosen(Choose(new DesiredVersion.Unresolved("acme/api has no branch main"), "v1.0.0", null), "v1.0.0", ReleaseState.Unresolved, "acme/api has no branch main");

    [Fact]
    public void Without_its_image_it_waits() => AssertChosen(Choose(V1, "v1.0.0", new ImageLookup.Missing()), "v1.0.0", ReleaseState.WaitingForImage, "image v1.1.0 is not pushed yet");

    [Fact]
    public void A_new_service_without_an_image_sends_nothing() => Assert.Null(Choose(V1, null, new ImageLookup.Missing()).Chosen);

    [Fact]
    public void A_repository_that_the_registry_does_not_have_is_a_mistake_and_not_a_wait() =>
        AssertChosen(Choose(V1, "v1.0.0", new ImageLookup.NoRepository()), "v1.0.0", ReleaseState.Unresolved, "the registry has no repository api");

    [Fact]
    public void A_pause_of_the_service_holds_it_and_says_until_when()
    {
        var chosen = Choose(V1, "v1.0.0", Found, null, PauseOf("api", Facts.Now.AddHours(2)));
        AssertChosen(chosen, "v1.0.0", ReleaseState.Held, "paused by Ada until 2026-11-23 14:00 UTC: looking into it");
        Assert.Equal(Facts.Now.AddHours(2), chosen.Decisions.Single(decision => decision.Holds).Until);
    }

    [Fact]
    public void A_pause_of_another_service_or_of_the_environment_does_not_choose_its_version() =>
        Assert.Equal(ReleaseState.Drifted, Choose(V1, "v1.0.0", Found, null, PauseOf("web"), PauseOf(null)).State);

    [Fact]
    public void Every_rule_is_evaluated_and_the_first_that_holds_decides()
    {
        var chosen = Choose(V1, "v1.0.0", new ImageLookup.Missing(), null, PauseOf("api"));
        Assert.Equal(ReleaseState.Held, chosen.State);
        Assert.Equal(ServiceRules.All.Select(rule => rule.Name), chosen.Decisions.Select(decision => decision.Rule));
        Assert.Contains(chosen.Decisions, decision => decision is { Rule: "Image", Holds: true });
    }

    [Fact]
    public void A_rule_that_throws_holds_the_release_as_it_runs()
    {
        var chosen = ServiceRules.Choose([new ThrowingRule()], new ServiceFacts(Facts.Environment, Facts.Now, new ObservedRelease(Facts.Service("api"), V1, "v1.0.0", Found), []));
        AssertChosen(chosen, "v1.0.0", ReleaseState.Held, "could not be evaluated: out of order");
    }

    [Fact]
    public void A_rule_may_send_another_version_instead()
    {
        var chosen = ServiceRules.Choose([new InsteadRule("v0.9.0")], new ServiceFacts(Facts.Environment, Facts.Now, new ObservedRelease(Facts.Service("api"), V1, "v1.1.0", null), []));
        Assert.Equal(("v0.9.0", true), (chosen.Chosen, chosen.Moves));
    }

    private static void AssertChosen(ChosenRelease chosen, string? version, ReleaseState state, string? reason) => Assert.Equal((version, state, reason), (chosen.Chosen, chosen.State, chosen.Reason));

    private sealed class ThrowingRule : IServiceRule
    {
        public string Name => "Throwing";

        public ServiceDecision Judge(ServiceFacts facts) => throw new InvalidOperationException("out of order");
    }

    private sealed class InsteadRule(string version) : IServiceRule
    {
        public string Name => "Instead";

        public ServiceDecision Judge(ServiceFacts facts) => new(Name, Verdict.Hold, "another one", ReleaseState.Quarantined, version);
    }
}
