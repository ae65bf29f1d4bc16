using CsCheck;
using Kayron.Core.Changes;
using Kayron.Core.Policies;
using Kayron.Core.Queries;
using Kayron.Tests.Support;

namespace Kayron.Tests.Changes;

/// <summary>What holds for every history, however people, time and CloudFormation take turns.</summary>
public sealed class ChangeLifecycleProperties
{
    private static readonly Gen<Decision> Decisions = Gen.Select(Gen.Enum<Verdict>(), Gen.Bool, (verdict, firm) => new Decision("Policy", verdict, "as it is") { IsFirm = firm });

    private static readonly ChangeCommand[] Others =
    [
        new ChangeCommand.Announce(Facts.NoEffects), new ChangeCommand.Again(2), new ChangeCommand.Refuse("wrong"), new ChangeCommand.Approve(), new ChangeCommand.Override(),
        new ChangeCommand.Reject("no"), new ChangeCommand.Expire(TimeSpan.FromHours(1)), new ChangeCommand.Supersede("newer", "b"), new ChangeCommand.Execute(), new ChangeCommand.Succeed(),
        new ChangeCommand.Fail("broken"),
    ];

    private static readonly Gen<ChangeCommand> Commands = Gen.OneOf(
        Gen.Select(Decisions.List[1, 4], Gen.Int[0, 2], (decisions, approvals) => (ChangeCommand)new ChangeCommand.Judge(decisions, approvals)),
        Gen.Int[0, Others.Length - 1].Select(index => Others[index]));

    [Fact]
    public void A_change_executes_once_at_most_and_only_right_after_every_gate_let_it() => Commands.List[0, 30].Sample(commands =>
    {
        var (change, executed, allowed) = (Facts.Planned, 0, false);
        foreach (var command in commands)
        {
            if (ChangeLifecycle.Decide(change, command, Facts.Now) is not { } next) continue;
            if (command is ChangeCommand.Judge judged) allowed = judged.Decisions.All(decision => decision.Verdict == Verdict.Allow);
            if (command is ChangeCommand.Execute)
            {
                executed++;
                Assert.True(allowed, "it executes although a gate is closed");
            }
            Assert.True(change.IsOpen, "it leaves an end");
            change = next;
        }
        Assert.InRange(executed, 0, 1);
    }, iter: 5_000);

    [Fact]
    public void An_override_passes_everything_but_what_is_firm() => Decisions.Sample(decision =>
    {
        var passed = BreakGlass.Pass(decision, new Override("sandbox:grace", "Grace", "why", new Uri("https://status.example.com/42"), Facts.Now));
        Assert.Equal(decision.IsFirm ? decision.Verdict : Verdict.Allow, passed.Verdict);
        Assert.Equal(decision, BreakGlass.Pass(decision, null));
    });

    [Fact]
    public void What_goes_back_never_goes_to_what_is_left_or_quarantined() =>
        Gen.Select(Gen.Select(Gen.Int[1, 4], Gen.Int[0, 9]).List[0, 8], Gen.Bool, Gen.Int[1, 4].List[0, 3], (history, undone, quarantined) => (history, undone, quarantined)).Sample(world =>
        {
            var deployment = new Deployment
            {
                Id = 5, Environment = "production", ChangeId = "c", State = DeploymentState.Succeeded, StartedAt = Facts.Now.AddHours(5), StartedBy = "by policy", Stack = "server-production",
                Source = null, Releases = [], ClientToken = null,
            };
            var verified = world.history.ConvertAll(entry => new VerifiedVersion("api", $"v{entry.Item1}", null, entry.Item2 == 0 ? null : entry.Item2, Facts.Now.AddHours(entry.Item2)));
            var step = RollbackPlan.Of(deployment, new ChangedRelease("api", "v2", "v3", null, "minor"), world.undone, verified, world.quarantined.ConvertAll(version => $"v{version}"));
            if (step is null) return;
            Assert.DoesNotContain(step.Instead, step.Leaves);
            if (step.Moves) Assert.DoesNotContain(step.Instead, world.quarantined.Select(version => (string?)$"v{version}"));
        });
}
