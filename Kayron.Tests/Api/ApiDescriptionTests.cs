using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Kayron.Tests.Support;
using Kayron.Web.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Kayron.Tests.Api;

/// <summary>The API's description has every route, and no other.</summary>
public sealed class ApiDescriptionTests
{
    /// <summary>What operators script against.</summary>
    private static readonly string[] Contract =
    [
        "GET environments", "GET environments/{environment}", "POST environments/{environment}/reconcile", "GET changes", "GET changes/{id}", "POST changes/{id}/approve", "POST changes/{id}/reject",
        "POST changes/{id}/override", "GET deployments", "GET deployments/{id}", "POST deployments/{id}/rollback", "GET quarantines", "DELETE quarantines/{id}", "GET pauses", "POST pauses",
        "DELETE pauses/{id}", "GET claims", "POST claims", "DELETE claims/{id}", "GET runs", "GET audit", "GET audit/verify", "POST simulate", "GET tokens", "POST tokens", "DELETE tokens/{id}",
        "GET workers", "POST workers/{name}/run",
    ];

    [Fact]
    public async Task Every_route_is_described_and_the_contract_is_whole()
    {
        await using var daemon = await TestDaemon.StartAsync();
        using var script = daemon.Script();
        var description = await script.GetFromJsonAsync<JsonElement>("/openapi/v1.json", TestContext.Current.CancellationToken);
        var described = description.GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().Select(operation => $"{operation.Name.ToUpperInvariant()} {path.Name[(Routes.Api.Length + 1)..]}")).Order().ToList();
        Assert.Equal(Mapped(daemon).Order(), described);
        Assert.Empty(Contract.Except(described));
    }

    [Fact]
    public async Task Bodies_answers_and_problems_have_shapes()
    {
        await using var daemon = await TestDaemon.StartAsync();
        using var script = daemon.Script();
        var paths = (await script.GetFromJsonAsync<JsonElement>("/openapi/v1.json", TestContext.Current.CancellationToken)).GetProperty("paths");
        var claim = paths.GetProperty("/api/v1/claims").GetProperty("post");
        var body = claim.GetProperty("requestBody").GetProperty("content").GetProperty("application/json").GetProperty("schema");
        Assert.Equal(["environment", "service", "branch"], body.GetProperty("required").EnumerateArray().Select(key => key.GetString()));
        Assert.True(claim.GetProperty("responses").GetProperty("201").GetProperty("content").TryGetProperty("application/json", out _));
        Assert.True(claim.GetProperty("responses").GetProperty("default").GetProperty("content").TryGetProperty("application/problem+json", out _));
    }

    [Fact]
    public async Task It_is_for_whoever_is_signed_in()
    {
        await using var daemon = await TestDaemon.StartAsync();
        using var nobody = daemon.Browser();
        Assert.Equal(HttpStatusCode.Unauthorized, (await nobody.GetAsync("/openapi/v1.json", TestContext.Current.CancellationToken)).StatusCode);
    }

    private static IEnumerable<string> Mapped(TestDaemon daemon) => daemon.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        .Where(endpoint => endpoint.RoutePattern.RawText?.StartsWith(Routes.Api, StringComparison.Ordinal) == true && !endpoint.RoutePattern.RawText.Contains("{*", StringComparison.Ordinal))
        .SelectMany(endpoint => endpoint.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods.Select(method => $"{method} {endpoint.RoutePattern.RawText![(Routes.Api.Length + 1)..]}")).Distinct();
}
