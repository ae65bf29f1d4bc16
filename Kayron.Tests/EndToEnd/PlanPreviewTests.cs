using Kayron.Core.Reconcile;
using Kayron.Tests.Support;

namespace Kayron.Tests.EndToEnd;

public sealed class PlanPreviewTests
{
    private static readonly string[] Mutations = ["CreateChangeSet", "ExecuteChangeSet", "DeleteChangeSet", "UpdateStack", "PutObject", "DeleteObject"];

    [Fact]
    public async Task A_preview_says_what_would_happen_without_a_mutating_call()
    {
        await using var world = await LoopWorld.StartAsync();
        var report = await world.Get<PlanPreview>().LookAsync(world.Settings.FindEnvironment("production")!, TestContext.Current.CancellationToken);
        Assert.Equal("awaiting-approval", report.Verdict);
        Assert.Equal(["api", "web"], report.Drift.Select(drift => drift.Release));
        Assert.Contains(report.Parameters, parameter => parameter is { Key: "ApiVersion", From: "v1.8.2", To: "v1.9.0" });
        Assert.Contains(report.Decisions, decision => decision is { Policy: "DestructiveChange", Verdict: "unknown" });
        Assert.DoesNotContain(world.Sandbox.Calls.Counts(), call => Mutations.Contains(call.Operation) || (call.Api == "github" && !call.Operation.StartsWith("GET ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_value_that_the_template_hides_is_not_shown()
    {
        await using var world = await LoopWorld.StartAsync(alter: environment => environment with { Parameters = new Dictionary<string, string> { ["Password"] = "hunter2" } });
        var index = Path.Combine(world.Sandbox.Description.Repositories, "acme", "infrastructure", "main", "cloudformation", "index.yaml");
        var template = await File.ReadAllTextAsync(index, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(index, template.Replace("\nParameters:\n", "\nParameters:\n  Password:\n    Type: String\n    NoEcho: true\n", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        await world.Sandbox.Actions.ChangeDefinitionAsync("releases", "main", "infrastructure", "branch: \"main\"", ct: TestContext.Current.CancellationToken);

        var report = await world.Get<PlanPreview>().LookAsync(world.Settings.FindEnvironment("staging")!, TestContext.Current.CancellationToken);
        Assert.Equal("****", report.Parameters.Single(parameter => parameter.Key == "Password").To);
    }
}
