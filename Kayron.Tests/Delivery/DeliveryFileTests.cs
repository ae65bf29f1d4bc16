using System.Text.Json;
using System.Text.RegularExpressions;
using Kayron.Tests.Architecture;

namespace Kayron.Tests.Delivery;

/// <summary>Files that no test here can run, checked for what they promise.</summary>
public sealed partial class DeliveryFileTests
{
    [Fact]
    public void The_image_has_no_shell_to_run_and_no_root_to_be()
    {
        var final = Text("Dockerfile")[Text("Dockerfile").LastIndexOf("\nFROM ", StringComparison.Ordinal)..];

        Assert.Contains("chiseled", final, StringComparison.Ordinal);
        Assert.Contains("\nUSER $APP_UID\n", final, StringComparison.Ordinal);
        Assert.Contains("\nVOLUME /data\n", final, StringComparison.Ordinal);
        Assert.DoesNotContain("\nRUN ", final, StringComparison.Ordinal);
        Assert.Matches("""\nENTRYPOINT \["dotnet", "/app/kayron.dll"\]\n""", final);
    }

    [Fact]
    public void The_image_is_built_from_every_project_that_it_holds_and_no_test()
    {
        foreach (var project in new[] { "Kayron.Core", "Kayron.Sandbox", "Kayron.Web" }) Assert.Contains($"COPY {project}/{project}.csproj {project}/packages.lock.json {project}/", Text("Dockerfile"), StringComparison.Ordinal);
        // It restores before the sources are there, from which the SDK would conclude that it needs one package more: the lock file has it.
        Assert.Contains("<RequiresAspNetWebAssets>true</RequiresAspNetWebAssets>", Text("Kayron.Web/Kayron.Web.csproj"), StringComparison.Ordinal);
        var ignored = Text(".dockerignore").Split('\n');
        Assert.Contains("Kayron.Tests", ignored);
        Assert.Contains(".git", ignored);
        Assert.Contains("data", ignored);
        Assert.DoesNotContain("wwwroot", ignored);
    }

    [Fact]
    public void The_trial_is_read_only_and_reached_from_this_machine_alone()
    {
        var service = YamlFile.Read("docker-compose.yaml").At("services", "kayron");

        Assert.Equal("true", service.At("read_only").ToString());
        Assert.All(service.At("ports").Items(), port => Assert.StartsWith("127.0.0.1:", port.ToString(), StringComparison.Ordinal));
        Assert.Null(service.At("environment").Find("KAYRON_ENVIRONMENT"));
    }

    [Theory]
    [InlineData("ci.yaml")]
    [InlineData("release.yaml")]
    public void A_workflow_has_few_rights_and_keeps_to_versions(string name)
    {
        var workflow = YamlFile.Read($".github/workflows/{name}");

        Assert.Equal("read", workflow.At("permissions", "contents").ToString());
        Assert.DoesNotContain(workflow.At("permissions").Entries(), right => right.Value.ToString() == "write" && right.Key != "id-token");
        var steps = workflow.At("jobs").Entries().SelectMany(job => job.Value.At("steps").Items()).ToList();
        Assert.Contains(steps, step => step.Find("run")?.ToString() == ".ci/run");
        Assert.All(steps.Select(step => step.Find("uses")?.ToString()).OfType<string>(), action => Assert.Matches(@"^[\w./-]+@(v\d+|\d+\.\d+\.\d+|[0-9a-f]{40})$", action));
        // What somebody else wrote (a tag, a title) reaches a shell through variables alone.
        Assert.All(steps.Select(step => step.Find("run")?.ToString()).OfType<string>(), run => Assert.DoesNotContain("${{", run, StringComparison.Ordinal));
    }

    [Fact]
    public void Alerts_and_dashboard_ask_for_metrics_that_exist()
    {
        var documented = Text("docs/operations.md");
        var alerts = YamlFile.Read("deploy/alerts.yaml").At("groups").Items().SelectMany(group => group.At("rules").Items()).Select(rule => rule.At("expr").ToString());
        using var dashboard = JsonDocument.Parse(Text("deploy/grafana.json"));
        var panels = dashboard.RootElement.GetProperty("panels").EnumerateArray().SelectMany(panel => panel.GetProperty("targets").EnumerateArray()).Select(target => target.GetProperty("expr").GetString()!);

        var metrics = alerts.Concat(panels).SelectMany(expression => Metric().Matches(expression).Select(match => match.Groups["name"].Value)).Distinct().ToList();

        Assert.True(metrics.Count > 10);
        Assert.All(metrics, metric => Assert.Contains($"`{metric}`", documented, StringComparison.Ordinal));
    }

    [Fact]
    public void Each_alert_says_what_happened_and_what_it_means()
    {
        foreach (var rule in YamlFile.Read("deploy/alerts.yaml").At("groups").Items().SelectMany(group => group.At("rules").Items()))
        {
            Assert.NotEmpty(rule.At("annotations", "summary").ToString());
            Assert.NotEmpty(rule.At("annotations", "description").ToString());
            Assert.Contains(rule.At("labels", "severity").ToString(), new[] { "critical", "warning", "info" });
        }
    }

    [Fact]
    public void One_task_at_a_time_has_the_database_and_keeps_it()
    {
        var resources = YamlFile.Read("deploy/kayron.yaml").At("Resources");

        Assert.Equal("100", resources.At("Service", "Properties", "DeploymentConfiguration", "MaximumPercent").ToString());
        Assert.Equal("1", resources.At("Service", "Properties", "DesiredCount").ToString());
        Assert.Equal("Snapshot", resources.At("Data", "DeletionPolicy").ToString());
        Assert.Equal("true", resources.At("Task", "Properties", "ContainerDefinitions").Items()[0].At("ReadonlyRootFilesystem").ToString());
    }

    private static string Text(string path) => File.ReadAllText(Path.Combine(SourceTree.Root, path));

    [GeneratedRegex(@"\b(?<name>(?:kayron|worker_handler|deployment_event)_?[a-z_]*?)(?:_bucket)?\b(?!=)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Metric();
}
