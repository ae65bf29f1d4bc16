using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Kayron.Core.People;
using Kayron.Core.Queries;
using Kayron.Tests.People;
using Kayron.Tests.Support;
using Kayron.Web.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Kayron.Tests.Api;

/// <summary>Every mutation of the API, asked for by one who may not, and for what is not there. The list is compared with the routes that are mapped.</summary>
[Collection(WaitingProductionCollection.Name)]
public sealed class MutationTests(WaitingProduction production)
{
    private const string Nothing = "99999";
    private static readonly object Reason = new { reason = "because" };

    /// <summary>By method and route: a body that is good, and what a viewer is answered to it.</summary>
    private static readonly Dictionary<string, Mutation> All = new()
    {
        ["POST environments/{environment}/reconcile"] = new(null),
        ["POST changes/{id}/approve"] = new(new { fingerprint = "f" }),
        ["POST changes/{id}/reject"] = new(null),
        ["POST changes/{id}/override"] = new(new { reason = "customers cannot pay", incident = "https://status.example.com/incidents/42" }),
        ["POST changes/{id}/retry"] = new(Reason),
        ["POST deployments/{id}/rollback"] = new(Reason),
        // There is none, which is said before anything else.
        ["DELETE quarantines/{id}"] = new(Reason, 404, "not-found"),
        ["POST overrides/{id}/review"] = new(null, 404, "not-found"),
        ["POST outbox/{id}/retry"] = new(null, 404, "not-found"),
        ["DELETE outbox/{id}"] = new(null, 404, "not-found"),
        ["POST pauses"] = new(new { environment = "testing", reason = "because" }),
        ["DELETE pauses/{id}"] = new(Reason),
        ["POST claims"] = new(new { environment = "testing", service = "api", branch = "main" }),
        ["DELETE claims/{id}"] = new(null),
        ["POST tokens"] = new(new { name = "more", account = "linus", role = "administrator" }),
        // Whether another's token is there is none of a viewer's business.
        ["DELETE tokens/{id}"] = new(null, 404, "not-found"),
        ["POST people/{account}/disable"] = new(Reason),
        ["POST people/{account}/enable"] = new(null),
        ["DELETE sessions/{id}"] = new(null),
        ["POST workers/{name}/run"] = new(null),
        // Changes nothing: whoever reads may ask.
        ["POST simulate"] = new(new { }, 200, null),
    };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void The_list_is_whole() => Assert.Equal(
        MappedRoute.Of(production.Daemon.Services).Where(route => route.Mutates && route.Pattern.StartsWith(Routes.Api, StringComparison.Ordinal) && !route.Pattern.Contains("{*", StringComparison.Ordinal))
            .Select(route => $"{route.Method} {route.Pattern[(Routes.Api.Length + 1)..]}").Order(),
        All.Keys.Order());

    [Fact]
    public async Task A_viewer_may_do_none_of_it()
    {
        using var administrator = production.Daemon.Script();
        using var viewer = await production.ScriptOfAsync("linus", "viewer");
        var ids = await MakeAsync(administrator);
        foreach (var (route, mutation) in All)
        {
            var (status, code) = await SendAsync(viewer, Fill(route, ids), mutation.Body);
            Assert.True((status, code) == (mutation.Status, mutation.Code), $"{route}: {status} {code}");
        }
        await production.AssertUntouchedAsync();
        using var ended = await administrator.DeleteAsync($"{Routes.Api}/claims/{ids["claims/{id}"]}", Cancel);
        Assert.Equal(HttpStatusCode.NoContent, ended.StatusCode);
    }

    [Fact]
    public async Task What_is_not_there_is_said_to_an_administrator()
    {
        using var administrator = production.Daemon.Script();
        foreach (var (route, mutation) in All.Where(entry => entry.Key.Contains('{', StringComparison.Ordinal)))
        {
            var (status, code) = await SendAsync(administrator, Fill(route, new Dictionary<string, string>()), mutation.Body);
            Assert.True((status, code) == (404, "not-found"), $"{route}: {status} {code}");
        }
    }

    /// <summary>What a viewer could wish to end.</summary>
    private async Task<Dictionary<string, string>> MakeAsync(HttpClient administrator)
    {
        using var margaret = await production.BrowserOfAsync("margaret");
        var deployment = (await production.FirstDeploymentAsync("testing")).Id;
        var session = (await production.Daemon.Services.GetRequiredService<IPeopleQueries>().ListSessionsAsync("sandbox:margaret", new PageRequest(), Cancel)).Items[0].Id;
        return new()
        {
            ["{environment}"] = "testing", ["changes/{id}"] = production.Change.Id, ["deployments/{id}"] = $"{deployment}", ["sessions/{id}"] = $"{session}", ["{account}"] = "sandbox:margaret",
            ["{name}"] = "reconcile:testing", ["tokens/{id}"] = "1",
            ["pauses/{id}"] = await MakeAsync(administrator, "pauses", new { environment = "testing", service = "web", reason = "because" }),
            ["claims/{id}"] = await MakeAsync(administrator, "claims", new { environment = "testing", service = "api", branch = "main" }),
        };
    }

    private static async Task<string> MakeAsync(HttpClient client, string list, object body)
    {
        using var answer = await client.PostAsJsonAsync($"{Routes.Api}/{list}", body, Cancel);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("id").ToString();
    }

    private static (HttpMethod Method, string Path) Fill(string route, Dictionary<string, string> ids)
    {
        var path = ids.Aggregate(route, (filled, id) => filled.Replace(id.Key, id.Key.Replace(id.Key[id.Key.IndexOf('{', StringComparison.Ordinal)..], id.Value, StringComparison.Ordinal), StringComparison.Ordinal)).Split(' ');
        return (new HttpMethod(path[0]), $"{Routes.Api}/{string.Join('/', path[1].Split('/').Select(part => part.StartsWith('{') ? Nothing : part))}");
    }

    private static async Task<(int Status, string? Code)> SendAsync(HttpClient client, (HttpMethod Method, string Path) to, object? body)
    {
        using var request = new HttpRequestMessage(to.Method, to.Path) { Content = body is null ? null : JsonContent.Create(body) };
        using var answer = await client.SendAsync(request, Cancel);
        var text = await answer.Content.ReadAsStringAsync(Cancel);
        return ((int)answer.StatusCode, text.Length > 0 && JsonDocument.Parse(text).RootElement.TryGetProperty("code", out var code) ? code.GetString() : null);
    }

    private sealed record Mutation(object? Body, int Status = 403, string? Code = "role");
}
