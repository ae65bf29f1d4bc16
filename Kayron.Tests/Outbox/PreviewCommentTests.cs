using Kayron.Core.Outbox;
using Kayron.Core.Previews;
using Kayron.Core.Releases;

namespace Kayron.Tests.Outbox;

public sealed class PreviewCommentTests
{
    private const string Old = "1111111111111111111111111111111111111111", New = "2222222222222222222222222222222222222222";
    private static readonly DateTimeOffset Now = new(2026, 11, 25, 12, 0, 0, TimeSpan.Zero);

    private static readonly Preview Web = new(
        "testing", "web", new RepositoryName("acme", "web"), 12, "@everyone [x](javascript:1)", "\"><img src=x>", "1D0FD508", New, null, "https://1d0fd508.web.testing.example.org", PreviewState.Updating, "is being deployed");

    [Fact]
    public void A_preview_has_the_table_that_the_Go_operator_wrote() =>
        Assert.Equal(
            "<!-- kayron:preview:status -->\n\n| Status | Commit | Endpoint |\n| --- | --- | --- |\n| Updating | `2222222` | [1d0fd508.web.testing.example.org](https://1d0fd508.web.testing.example.org/) |\n",
            PreviewComment.Of([Web], [])!.Text);

    [Fact]
    public void Ready_names_the_commit_that_runs() => Assert.Contains("| Ready | `1111111` |", PreviewComment.Of([Web with { State = PreviewState.Ready, Running = Old, Desired = Old }], [])!.Text, StringComparison.Ordinal);

    [Fact]
    public void Several_services_and_environments_share_the_comment() =>
        Assert.Equal(2, PreviewComment.Of([Web, Web with { Service = "admin", Endpoint = null }], [])!.Text.Split('\n').Count(line => line.StartsWith("| Updating", StringComparison.Ordinal)));

    [Fact]
    public void What_went_is_said_to_be_gone() => Assert.Contains("| Removed | `1111111` | no longer there |", PreviewComment.Of([], [Web with { Running = Old }])!.Text, StringComparison.Ordinal);

    [Fact]
    public void A_fork_that_is_left_out_gets_no_comment() => Assert.Null(PreviewComment.Of([Web with { State = PreviewState.LeftOut }], []));

    [Fact]
    public void A_failure_says_why_and_neither_title_nor_branch_appear()
    {
        var text = PreviewComment.Of([Web with { State = PreviewState.Refused, Reason = "web.yaml:3 <b>@you</b>" }], [])!.Text;
        Assert.Contains("web: `web.yaml:3 <b>@you</b>`", text, StringComparison.Ordinal);
        Assert.DoesNotContain("everyone", text, StringComparison.Ordinal);
        Assert.DoesNotContain("img", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_preview_is_a_deployment_to_an_environment_of_its_own_that_becomes_inactive()
    {
        var ready = Web with { State = PreviewState.Ready, Running = New };
        var (begun, done, gone) = (Read(PreviewNews.Of(null, Web, Now)), Read(PreviewNews.Of(Web, ready, Now)), Read(PreviewNews.Of(ready, null, Now)));

        Assert.Equal(["in_progress", "success", "inactive"], new[] { begun, done, gone }.Select(news => news.State));
        Assert.All([begun, done, gone], news => Assert.Equal(("testing-web-1d0fd508", true, false, New), (news.Environment, news.Transient, news.Production, news.Version)));
        Assert.Null(PreviewNews.Of(ready, ready with { Title = "another" }, Now));
        Assert.Null(PreviewNews.Of(ready, ready with { State = PreviewState.Removing }, Now));
        Assert.Null(PreviewNews.Of(null, Web with { State = PreviewState.LeftOut }, Now));
    }

    private static DeploymentNews Read(OutboxMessage? message) => DeploymentNews.Read(message!);
}
