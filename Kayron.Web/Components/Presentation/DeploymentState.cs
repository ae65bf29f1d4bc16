using Kayron.Core.Queries;

namespace Kayron.Web.Components.Presentation;

/// <summary>How a deployment and its progress look.</summary>
public static class DeploymentState
{
    public static Mark Presentation(DeploymentSummary deployment) => deployment.State == "executing"
        ? Mark.Run($"deploying {Percent(deployment.Progress)} %")
        : Presentation(deployment.State);

    public static Mark Presentation(string state) => state switch
    {
        "executing" => Mark.Run("deploying"),
        "verifying" => Mark.Run("verifying"),
        "succeeded" => Mark.Ok("Deployed and verified"),
        "failed" => Mark.Fail("failed"),
        "external" => Mark.Drift("outside Kayron"),
        _ => Mark.Quiet(state),
    };

    public static string Failure(DeploymentSummary deployment) =>
        deployment.Outcome?.Contains("rolled back", StringComparison.OrdinalIgnoreCase) == true ? "failed, rolled back" : "failed";

    public static bool IsRunning(string state) => state is "executing" or "verifying";

    public static int Percent(ProgressView progress) => progress.Total == 0 ? 0 : Math.Clamp(progress.Done * 100 / progress.Total, 0, 100);

    /// <summary><c>8 of 13 resources · about 2 min left</c>.</summary>
    public static string Progress(ProgressView progress, DateTimeOffset now)
    {
        var done = progress.Total == 0 ? "starting" : $"{progress.Done} of {Words.Count(progress.Total, "resource")}";
        return Remaining(progress, now) is { } left ? $"{done} · {left}" : done;
    }

    private static string? Remaining(ProgressView progress, DateTimeOffset now)
    {
        if (progress.EstimatedEnd is not { } end) return null;
        return end > now ? $"about {Times.Rough(end - now)} left" : "longer than usual";
    }
}
