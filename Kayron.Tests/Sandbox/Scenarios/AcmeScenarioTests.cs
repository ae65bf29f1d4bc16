using System.Text.RegularExpressions;
using Kayron.Tests.Sandbox.Hosting;

namespace Kayron.Tests.Sandbox.Scenarios;

/// <summary>The world every first start shows: testing and staging behind by themselves, production waiting, nothing broken.</summary>
public sealed partial class AcmeScenarioTests
{
    [Fact]
    public async Task Every_environment_has_a_stack_and_every_person_a_role()
    {
        await using var sandbox = await SandboxFixture.StartAsync();
        var it = sandbox.Host.Description;
        Assert.Equal(["testing", "staging", "production"], it.Environments.Select(environment => environment.Name));
        Assert.Equal(it.Environments.Select(environment => environment.Stack).Order(), sandbox.Host.Aws.StackNames().Order());
        Assert.Equal(["administrator", "approver", "operator", "viewer"], it.People.Select(person => person.Role).Order());
        Assert.Equal($"{it.GitHub}acme/releases", it.ReleaseSource);
    }

    [Theory]
    [InlineData("testing", "v0.5.8", "api main", "web v3.1.1", "search v0.9.4", "billing v2.0.1", "mailer v1.1.4", "ledger v0.4.2")]
    [InlineData("main", "v0.5.8", "api v1.9.0", "web v3.1.1", "search v0.9.3", "billing v2.0.1", "mailer v1.1.4", "ledger v0.4.2")]
    [InlineData("v2026.11.1", "v0.5.7", "api v1.9.0", "web v3.1.1", "search v0.9.3", "billing true", "mailer v1.1.4", "ledger v0.4.2")]
    public async Task Definitions_say_what_each_environment_is_meant_to_run(string reference, string infrastructure, params string[] services)
    {
        await using var sandbox = await SandboxFixture.StartAsync();
        var definitions = await sandbox.Http.GetStringAsync($"repos/acme/releases/contents/service/service.yaml?ref={reference}", "application/vnd.github.raw");
        Assert.Equal(services, Definition().Matches(definitions).Select(match => $"{match.Groups["name"].Value} {match.Groups["version"].Value}"));
        Assert.Contains(infrastructure, await sandbox.Http.GetStringAsync($"repos/acme/releases/contents/infrastructure/infrastructure.yaml?ref={reference}", "application/vnd.github.raw"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_who_may_approve_production_wrote_what_waits_for_it()
    {
        await using var sandbox = await SandboxFixture.StartAsync();
        foreach (var range in new[] { "api/compare/v1.8.2...v1.9.0", "web/compare/v3.1.0...v3.1.1" })
        {
            var commits = (await sandbox.GetAsync($"repos/acme/{range}")).GetProperty("commits").EnumerateArray();
            Assert.DoesNotContain("ada", commits.Select(commit => commit.GetProperty("author").GetProperty("login").GetString()));
        }
    }

    [Fact]
    public async Task The_past_lies_in_the_days_before_the_start()
    {
        var clock = new ManualClock();
        await using var sandbox = await SandboxFixture.StartAsync(clock: clock);
        foreach (var repository in (await sandbox.GetAsync("orgs/acme/repos")).EnumerateArray().Select(repository => repository.GetProperty("full_name").GetString()))
        {
            var dates = (await sandbox.GetAsync($"repos/{repository}/commits?per_page=100")).EnumerateArray().Select(commit => commit.GetProperty("commit").GetProperty("author").GetProperty("date").GetDateTimeOffset()).ToList();
            Assert.All(dates, date => Assert.InRange(date, clock.GetUtcNow().AddDays(-30), clock.GetUtcNow()));
            Assert.Equal(dates.OrderDescending(), dates);
        }
    }

    [Fact]
    public async Task Infrastructure_versions_differ_in_a_few_templates()
    {
        await using var sandbox = await SandboxFixture.StartAsync();
        var files = (await sandbox.GetAsync("repos/acme/infrastructure/compare/v0.5.7...v0.5.8")).GetProperty("files").EnumerateArray().Select(file => file.GetProperty("filename").GetString());
        Assert.Equal(["cloudformation/cluster.yaml", "cloudformation/network.yaml", "cloudformation/search.yaml"], files);
    }

    [GeneratedRegex("""docker: "(?<name>[^"]+)"[^-]+?(release|branch|suspend): "?(?<version>[^"\s]+)""", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Definition();
}

internal static class RawRequests
{
    public static async Task<string> GetStringAsync(this HttpClient http, string path, string accept)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("Accept", accept);
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        return await response.EnsureSuccessStatusCode().Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }
}
