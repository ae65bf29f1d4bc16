using Kayron.Core.Queries;

namespace Kayron.Web.Components.Presentation;

/// <summary>What a reconcile came to.</summary>
public static class RunOutcome
{
    public static IReadOnlyList<string> All { get; } =
        ["no-drift", "planned", "blocked", "awaiting-approval", "ready", "executing", "succeeded", "failed", "converged", "degraded", "error"];

    public static Mark Presentation(string outcome) => outcome switch
    {
        "no-drift" => Mark.Quiet("no drift"),
        "planned" => Mark.Drift("planned a change"),
        "blocked" => Mark.Held("held"),
        "awaiting-approval" => Mark.Wait("waits for approval"),
        "ready" => Mark.Drift("ready to start"),
        "executing" => Mark.Run("deploying"),
        "succeeded" => Mark.Ok("deployed"),
        "failed" => Mark.Fail("failed"),
        "converged" => Mark.Ok("nothing to change"),
        "degraded" => Mark.Fail("could not look"),
        "error" => Mark.Fail("ended in an error"),
        _ => Mark.Quiet(outcome),
    };

    /// <summary><c>312 times since 09:12 UTC</c>, behind what was found.</summary>
    public static string Detail(RunView run, DateTimeOffset now) => string.Join(" · ", new[]
    {
        run.Detail is null ? null : FailureText.Brief(run.Detail),
        run.Count > 1 ? $"{run.Count} times since {Times.Since(run.FirstAt, now)} UTC" : null,
    }.OfType<string>());
}
