using System.Net.Http.Json;
using System.Text.Json;
using Bunit;
using Kayron.Core.Commands;
using Kayron.Core.Queries;
using Kayron.Sandbox.SignIn;
using Kayron.Tests.Support;
using Kayron.Web.Cli;
using Kayron.Web.Components.Pages;
using Kayron.Web.Components.Shared.Changes;
using Microsoft.Extensions.DependencyInjection;
using TestContext = Xunit.TestContext;

namespace Kayron.Tests.People;

/// <summary>The whole of it, with a change to production that waits for an approval; those who may not give one try. Margaret, Grace and Linus are its authors, Ada is not.</summary>
public sealed class WaitingProduction : IAsyncLifetime
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(20);

    internal WholeDaemon Daemon { get; private set; } = null!;
    internal ShiftedTime Time { get; } = new();
    internal ChangeView Change { get; private set; } = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>People may sign in with GitHub, too; whoever is in the team platform approves.</summary>
    internal static IReadOnlyDictionary<string, string?> GitHubSignIn(string platform) => new Dictionary<string, string?>
    {
        ["Kayron:Auth:GitHub:ClientId"] = SandboxClient.Id, ["Kayron:Auth:GitHub:ClientSecret"] = SandboxClient.Secret, ["Kayron:Auth:GitHub:Organization"] = "acme",
        ["Kayron:Auth:GitHub:Recheck"] = "15m", ["Kayron:Auth:GitHub:Roles:*"] = "viewer", ["Kayron:Auth:GitHub:Roles:platform"] = platform,
    };

    public async ValueTask InitializeAsync()
    {
        Daemon = await WholeDaemon.StartAsync(pace: 1_000, configuration: GitHubSignIn("approver"), replace: services => services.AddSingleton<TimeProvider>(Time));
        Change = await WaitAsync(Daemon);
    }

    /// <summary>The change to production, once it waits.</summary>
    internal static async Task<ChangeView> WaitAsync(WholeDaemon daemon)
    {
        var changes = daemon.Services.GetRequiredService<IChangeQueries>();
        var waiting = await FirstAsync(() => changes.ListAsync("production", "awaiting-approval", new PageRequest(), Cancel));
        return (await changes.FindAsync(waiting.Id, Cancel))!;
    }

    /// <summary>What was deployed first, once something was.</summary>
    internal Task<DeploymentSummary> FirstDeploymentAsync(string environment) =>
        FirstAsync(() => Daemon.Services.GetRequiredService<IDeploymentQueries>().ListAsync(environment, null, null, new PageRequest(), Cancel));

    internal static IRenderedComponent<ChangePage> Open(Circuit circuit, ChangeView change) => circuit.Render<ChangePage>(page => page.Add(shown => shown.Id, change.Id));

    /// <summary>As a script would, with whatever the client brings.</summary>
    internal static async Task<(int Status, string? Code)> ApproveAsync(HttpClient client, ChangeView change, Uri? at = null)
    {
        var path = $"/api/v1/changes/{change.Id}/approve";
        using var answer = await client.PostAsJsonAsync(at is null ? new Uri(path, UriKind.Relative) : new Uri(at, path), new { fingerprint = change.Fingerprint }, Cancel);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel);
        return ((int)answer.StatusCode, problem.TryGetProperty("code", out var code) ? code.GetString() : null);
    }

    /// <summary>A token of the person's own, made with their session.</summary>
    internal async Task<HttpClient> ScriptOfAsync(string login, string role)
    {
        using var browser = await BrowserOfAsync(login);
        return await ScriptOfAsync(browser, login, role);
    }

    internal async Task<HttpClient> ScriptOfAsync(HttpClient browser, string login, string role)
    {
        if (!browser.DefaultRequestHeaders.Contains("X-CSRF-TOKEN")) browser.DefaultRequestHeaders.Add("X-CSRF-TOKEN", await browser.AntiforgeryTokenAsync());
        using var answer = await browser.PostAsJsonAsync("/api/v1/tokens", new { name = "laptop", account = login, role }, Cancel);
        return Daemon.Script((await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("token").GetString());
    }

    /// <summary>Signed in at the sandbox, and ready to send what a page's own scripts send.</summary>
    internal async Task<HttpClient> BrowserOfAsync(string login)
    {
        var browser = Daemon.Browser();
        using var signedIn = await browser.SignInAsync(login);
        browser.DefaultRequestHeaders.Add("X-CSRF-TOKEN", await browser.AntiforgeryTokenAsync());
        return browser;
    }

    /// <summary>Runs what stands behind the button that approves, in the circuit of one for whom it is not drawn.</summary>
    /// <returns>What the page says to it.</returns>
    internal async Task<string> PressUndrawnAsync(string login)
    {
        using var browser = Daemon.Browser();
        using var signedIn = await browser.SignInAsync(login);
        await using var circuit = await Circuit.OpenAsync(Daemon.Services, signedIn);
        var page = Open(circuit, Change);
        Assert.Empty(page.FindAll("[data-approve]"));
        await page.InvokeAsync(() => page.FindComponent<ApprovalBar>().Instance.OnApprove.InvokeAsync(new ApproveRequest(Change.Id, Change.Fingerprint)));
        return page.Find(".refusal").TextContent.Trim();
    }

    /// <returns>Exit code and the last error of <c>kayron approve</c>, run with a token of the person's own.</returns>
    internal async Task<(int Code, string Error)> RunApproveAsync(string login, string role)
    {
        using var script = await ScriptOfAsync(login, role);
        using var terminal = new Terminal { ["KAYRON_URL"] = Daemon.Address.ToString(), ["KAYRON_API_TOKEN"] = script.DefaultRequestHeaders.Authorization!.Parameter! };
        return (await terminal.RunAsync($"approve {Change.Id} --yes"), terminal.Errors[^1]);
    }

    /// <summary>Nobody's approval was taken, and the audit says last who tried what, why not, and from where.</summary>
    internal async Task AssertRefusedAsync(string account, string reason, string origin)
    {
        var row = (await Daemon.Services.GetRequiredService<IAuditQueries>().ListAsync(new AuditFilter(), new PageRequest(), Cancel)).Items[0];
        Assert.Equal((account, "approve-refused", $"change/{Change.Id}", reason), (row.Account, row.Action, row.Subject, row.Detail));
        Assert.StartsWith(origin, row.Origin);
        await AssertUntouchedAsync();
    }

    internal async Task AssertUntouchedAsync()
    {
        var change = (await Daemon.Services.GetRequiredService<IChangeQueries>().FindAsync(Change.Id, Cancel))!;
        Assert.Equal("awaiting-approval", change.State);
        Assert.Empty(change.Approvals);
    }

    private static async Task<T> FirstAsync<T>(Func<Task<Page<T>>> list)
    {
        using var timer = new PeriodicTimer(BetweenLooks);
        while (true)
        {
            if ((await list()).Items is [var first, ..]) return first;
            await timer.WaitForNextTickAsync(Cancel);
        }
    }

    public async ValueTask DisposeAsync() => await Daemon.DisposeAsync();
}

[CollectionDefinition(Name)]
public sealed class WaitingProductionCollection : ICollectionFixture<WaitingProduction>
{
    public const string Name = "waiting production";
}
