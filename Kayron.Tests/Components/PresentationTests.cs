using Kayron.Core.Queries;
using Kayron.Tests.Support;
using Kayron.Web.Components.Presentation;

namespace Kayron.Tests.Components;

public sealed class PresentationTests
{
    [Theory]
    [InlineData("UPDATE_IN_PROGRESS", null, Tone.Run, "updating")]
    [InlineData("CREATE_COMPLETE", null, Tone.Ok, "created")]
    [InlineData("DELETE_SKIPPED", null, Tone.Quiet, "kept")]
    [InlineData("UPDATE_COMPLETE_CLEANUP_IN_PROGRESS", null, Tone.Run, "cleaning up")]
    [InlineData("UPDATE_ROLLBACK_IN_PROGRESS", null, Tone.Drift, "rolling back")]
    [InlineData("UPDATE_ROLLBACK_COMPLETE", null, Tone.Drift, "rolled back")]
    [InlineData("UPDATE_ROLLBACK_FAILED", null, Tone.Fail, "could not be rolled back")]
    [InlineData("UPDATE_FAILED", "Tasks stopped", Tone.Fail, "failed")]
    [InlineData("CREATE_FAILED", "Resource creation cancelled", Tone.Quiet, "cancelled")]
    [InlineData("SOMETHING_NEW", null, Tone.Quiet, "SOMETHING_NEW")]
    public void CloudFormation_is_put_in_words(string status, string? reason, Tone tone, string words)
    {
        var mark = ResourceStatus.Presentation(status, reason);
        Assert.Equal((tone, words), (mark.Tone, mark.Words));
    }

    [Theory]
    [InlineData("allow", Tone.Ok)]
    [InlineData("approve", Tone.Wait)]
    [InlineData("hold", Tone.Held)]
    [InlineData("deny", Tone.Fail)]
    [InlineData("unknown", Tone.Quiet)]
    public void Each_verdict_has_its_own_tone(string verdict, Tone tone) => Assert.Equal(tone, DecisionVerdict.Presentation(new("P", verdict, "r", null, null)).Tone);

    [Fact]
    public void The_worst_comes_first_and_what_is_guarded_before_its_like()
    {
        ChangedResource[] resources = [Resource("a", "add"), Resource("b", "modify"), Resource("c", "replace"), Resource("d", "replace", true), Resource("e", "maybe-replace"), Resource("f", "remove")];
        Assert.Equal("f d c e b a", string.Join(' ', ResourceAction.ByConsequence(resources).Select(resource => resource.LogicalId)));
        Assert.Equal("Removes 1, replaces 2, may replace 1, modifies 1, adds 1.", ResourceAction.Summary(resources));
        Assert.Equal("Touches no resource.", ResourceAction.Summary([]));
    }

    [Fact]
    public void A_diff_knows_its_lines()
    {
        var lines = UnifiedDiff.Lines("--- a\n+++ b\n@@ -1 +1 @@\n same\r\n-old\n+new\n\\ No newline at end of file\n");
        Assert.Equal([("hunk", "@@ -1 +1 @@"), ("", " same"), ("del", "-old"), ("add", "+new"), ("hunk", "\\ No newline at end of file")], lines.Select(line => (line.Class, line.Text)));
        Assert.Empty(UnifiedDiff.Lines(""));
    }

    [Fact]
    public void Siblings_that_nothing_happened_to_share_a_row()
    {
        var rows = ResourceTree.Rows(DashboardWorld.Deploying().Resources, []);
        Assert.Equal(["server-staging", "Api", "TaskDefinition", "Service", "Web+Search+Billing+Mailer+Network"], rows.Select(row => string.Join('+', row.Names)));
        Assert.Equal(("5 nested stacks", "unchanged"), (rows[^1].Kind, rows[^1].Mark.Words));
    }

    [Fact]
    public void What_was_replaced_is_not_gone()
    {
        var (since, removed) = (DashboardWorld.Now, DashboardWorld.Now.AddSeconds(20));
        ResourceProgress[] resources = [new("Api", "TaskDefinition", "T", 2, "DELETE_COMPLETE", null, since, removed), new("Api", "Alarm", "T", 2, "DELETE_COMPLETE", null, since, removed)];
        EventView[] events = [new("1", since.AddSeconds(2), "Api", "TaskDefinition", "T", "UPDATE_COMPLETE", null)];
        var rows = ResourceTree.Rows(resources, events);
        Assert.Equal([("replaced", since.AddSeconds(2)), ("removed", removed)], rows.Select(row => (row.Mark.Words, row.Until!.Value)));
    }

    [Fact]
    public void After_a_rollback_nothing_is_called_updated()
    {
        var now = DashboardWorld.Now;
        ResourceProgress[] resources =
        [
            new("", "server", "AWS::CloudFormation::Stack", 0, "UPDATE_ROLLBACK_COMPLETE", null, now, now.AddSeconds(9)),
            new("Api", "Service", "T", 2, "UPDATE_COMPLETE", null, now, now.AddSeconds(8)), new("Api", "TaskDefinition", "T", 2, "DELETE_COMPLETE", null, now, now.AddSeconds(9)),
        ];
        EventView[] events =
        [
            new("1", now.AddSeconds(1), "Api", "TaskDefinition", "T", "UPDATE_COMPLETE", null), new("2", now.AddSeconds(3), "Api", "Service", "T", "UPDATE_FAILED", "Tasks stopped"),
            new("3", now.AddSeconds(4), "", "server", "AWS::CloudFormation::Stack", "UPDATE_ROLLBACK_IN_PROGRESS", null),
        ];
        Assert.Equal(["rolled back", "failed", "rolled back"], ResourceTree.Rows(resources, events).Select(row => row.Mark.Words));
    }

    [Theory]
    [InlineData("Service: Tasks stopped.", "Service: Tasks stopped")]
    [InlineData(
        "Service: Resource handler returned message: \"Error occurred during operation 'ECS Deployment Circuit Breaker was triggered'.\" (RequestToken: c3bf-1, HandlerErrorCode: GeneralServiceException)",
        "Service: ECS Deployment Circuit Breaker was triggered")]
    [InlineData("Resource handler returned message: \"Bucket exists\" (RequestToken: 1)", "Bucket exists")]
    [InlineData(
        "Service: Resource handler returned message: \"Error occurred during operation 'Circuit Breaker: Resource handler returned message: \"Exit 137\" (HandlerErrorCode: X)'.\" (RequestToken: 1)",
        "Service: Circuit Breaker: \"Exit 137\"")]
    public void A_failure_is_told_without_tickets(string text, string brief) => Assert.Equal(brief, FailureText.Brief(text));

    [Theory]
    [InlineData(null, "nothing")]
    [InlineData("db.t4g.medium", "db.t4g.medium")]
    [InlineData("{{changeSet:KNOWN_AFTER_APPLY}}", "known once it is done")]
    [InlineData("arn:aws:ecs:us-west-2:123456789012:task-definition/api:1", "task-definition/api:1")]
    [InlineData("123456789012.dkr.ecr.us-west-2.amazonaws.com/team/api:v1", "team/api:v1")]
    public void A_value_is_shown_without_where_it_is_kept(string? value, string shown) => Assert.Equal(shown, PropertyValue.Brief(value));

    [Theory]
    [InlineData(8, 13, 120, "8 of 13 resources · about 2 min left")]
    [InlineData(1, 1, -5, "1 of 1 resource · longer than usual")]
    [InlineData(0, 0, 30, "starting · about 30 s left")]
    public void Progress_is_said_with_an_estimate(int done, int total, int secondsLeft, string words) =>
        Assert.Equal(words, DeploymentState.Progress(new(done, total, DashboardWorld.Now.AddSeconds(secondsLeft)), DashboardWorld.Now));

    [Fact]
    public void Without_past_deployments_nothing_is_estimated() => Assert.Equal("3 of 9 resources", DeploymentState.Progress(new(3, 9, null), DashboardWorld.Now));

    [Fact]
    public void Runs_alike_are_one_line()
    {
        var run = new RunView(1, "production", "no-drift", null, 312, DashboardWorld.Ago(308), DashboardWorld.Now, DashboardWorld.Now, null);
        Assert.Equal("312 times since 09:12 UTC", RunOutcome.Detail(run, DashboardWorld.Now));
        Assert.Equal("Held", RunOutcome.Detail(run with { Count = 1, Detail = "Held." }, DashboardWorld.Now));
    }

    [Theory]
    [InlineData("", null, null, null)]
    [InlineData("4", null, 4.0, null)]
    [InlineData("exact", null, null, "Say when it ends.")]
    [InlineData("exact", "2026-11-23T14:00", null, "It would end in the past.")]
    [InlineData("exact", "2026-11-23T15:20", 1.0, null)]
    public void A_pause_ends_in_the_future_or_by_hand(string choice, string? exact, double? hours, string? problem)
    {
        var until = PauseEnd.Read(choice, exact is null ? null : DateTime.Parse(exact, System.Globalization.CultureInfo.InvariantCulture), DashboardWorld.Now, out var found);
        Assert.Equal(hours is null ? null : DashboardWorld.Now.AddHours(hours.Value), until);
        Assert.Equal(problem, found);
    }

    [Fact]
    public void Every_glyph_is_drawn() => Assert.All(Enum.GetValues<Glyph>(), glyph => Assert.NotEmpty(Glyphs.Path(glyph)));

    private static ChangedResource Resource(string id, string action, bool guarded = false) => new(id, "T", action, null, "certain", "", guarded, []);
}
