using Kayron.Core.Changes;
using Kayron.Core.Observation;
using Kayron.Core.Policies;
using Kayron.Core.Reconcile.Ports;
using Kayron.Tests.Support;

namespace Kayron.Tests.Drift;

public sealed class PlannerTests
{
    private static readonly DeclaredParameter[] Declared = [new("Environment", null, false), new("InfrastructureVersion", null, false), new("ApiVersion", null, false), new("WebVersion", "none", false)];
    private static readonly Dictionary<string, string> Templates = new() { ["index.yaml"] = "digest" };

    private static ChosenRelease Api(string? current = "v1.0.0", string? chosen = "v1.1.0", ReleaseState state = ReleaseState.Drifted) => Facts.Chosen(Facts.Service("api"), current, chosen, state);

    private static ChosenRelease Infrastructure { get; } = Facts.Chosen(Facts.Infrastructure, "v0.5.0", "v0.5.0", ReleaseState.InSync);

    private static EnvironmentPlan Plan(IReadOnlyList<ChosenRelease> releases, Baseline? baseline = null, IReadOnlyList<DeclaredParameter>? declared = null, IReadOnlyDictionary<string, string>? overrides = null,
        StackState? stack = null, IReadOnlyDictionary<string, string>? templates = null) => Planner.Plan(
        Facts.Environment with { Parameters = overrides ?? new Dictionary<string, string>() }, new EnvironmentObservation("commit", [], stack ?? Facts.Stack, []), releases, declared ?? Declared, templates ?? Templates, baseline);

    [Fact]
    public void A_version_that_runs_differently_is_drift()
    {
        var plan = Plan([Infrastructure, Api()]);
        var drift = Assert.Single(plan.Drift);
        Assert.Equal(("api", "v1.0.0", "v1.1.0"), (drift.Release, drift.From, drift.To));
        Assert.Contains(new ParameterInput("ApiVersion", "v1.1.0"), plan.Parameters);
    }

    [Fact]
    public void What_Kayron_does_not_manage_keeps_the_stacks_value() =>
        Assert.Contains(new ParameterInput("Environment", null), Plan([Infrastructure, Api()]).Parameters);

    [Fact]
    public void What_the_template_does_not_declare_is_not_sent_and_holds_its_release_by_name_while_others_go_on()
    {
        var plan = Plan([Infrastructure, Api(), Facts.Chosen(Facts.Service("mailer"), "v1.0.0", "v1.1.0", ReleaseState.Drifted)]);
        Assert.DoesNotContain(plan.Parameters, parameter => parameter.Key == "MailerVersion");
        var mailer = plan.Releases.Single(release => release.Name == "mailer");
        Assert.Equal((ReleaseState.Unresolved, "the root template declares no parameter MailerVersion"), (mailer.State, mailer.Reason));
        Assert.Equal("api", Assert.Single(plan.Drift).Release);
    }

    [Fact]
    public void A_new_parameter_without_a_value_is_an_obstacle_that_names_it() =>
        Assert.Contains("Kayron:Environments:production:Parameters", Assert.Single(Plan([Infrastructure, Api()], declared: [.. Declared, new("Secret", null, true)]).Obstacles), StringComparison.Ordinal);

    [Fact]
    public void A_new_parameter_with_a_default_is_left_to_it() =>
        Assert.DoesNotContain(Plan([Infrastructure, Api()], declared: [.. Declared, new("Size", "small", false)]).Parameters, parameter => parameter.Key is "Size" or "WebVersion");

    [Fact]
    public void A_version_wins_over_an_override_of_its_key()
    {
        var plan = Plan([Infrastructure, Api()], overrides: new Dictionary<string, string> { ["ApiVersion"] = "v9", ["Environment"] = "prod", ["Unknown"] = "x" });
        Assert.Equal("v1.1.0", plan.Inputs.Parameters["ApiVersion"]);
        Assert.Equal("prod", plan.Inputs.Parameters["Environment"]);
        Assert.DoesNotContain("Unknown", plan.Inputs.Parameters.Keys);
    }

    [Fact]
    public void A_service_without_a_version_sends_nothing() =>
        Assert.DoesNotContain("WebVersion", Plan([Infrastructure, Facts.Chosen(Facts.Service("web"), null, null, ReleaseState.WaitingForImage)]).Inputs.Parameters.Keys);

    [Fact]
    public void Without_a_record_what_the_stack_shows_decides() => Assert.Empty(Plan([Infrastructure, Api("v1.1.0", "v1.1.0", ReleaseState.InSync)]).Drift);

    [Fact]
    public void A_changed_override_and_a_changed_template_are_drift()
    {
        ChosenRelease[] releases = [Infrastructure, Api("v1.1.0", "v1.1.0", ReleaseState.InSync)];
        var applied = Plan(releases);
        var baseline = new Baseline(applied.Inputs, applied.InputsDigest, false, applied.StackMarker, null, Facts.Now);
        Assert.Empty(Plan(releases, baseline).Drift);
        Assert.Equal("parameter Environment differs", Assert.Single(Plan(releases, baseline, overrides: new Dictionary<string, string> { ["Environment"] = "prod" }).Drift).Reason);
        Assert.Equal("template index.yaml differs", Assert.Single(Plan(releases, baseline, templates: new Dictionary<string, string> { ["index.yaml"] = "other" }).Drift).Reason);
    }

    [Fact]
    public void What_converged_is_current_until_an_input_or_the_stack_changes()
    {
        var first = Plan([Infrastructure, Api()]);
        var baseline = new Baseline(first.Inputs, first.InputsDigest, true, first.StackMarker, null, Facts.Now);
        var converged = Plan([Infrastructure, Api()], baseline);
        Assert.Empty(converged.Drift);
        Assert.Equal((ReleaseState.InSync, "v1.1.0"), (converged.Releases[1].State, converged.Releases[1].Current));
        Assert.NotEmpty(Plan([Infrastructure, Api(chosen: "v1.2.0")], baseline).Drift);
        Assert.NotEmpty(Plan([Infrastructure, Api()], baseline, stack: Facts.Stack with { LastUpdated = Facts.Now }).Drift);
    }

    [Fact]
    public void The_environment_tag_never_goes()
    {
        var plan = Planner.Plan(
            Facts.Environment with { Tags = new Dictionary<string, string> { ["environment"] = "wrong", ["team"] = "core" } }, new EnvironmentObservation("commit", [], Facts.Stack, []), [Infrastructure, Api()], Declared, Templates, null);
        Assert.Equal(("production", "core"), (plan.Tags["environment"], plan.Tags["team"]));
    }
}
