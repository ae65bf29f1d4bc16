using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.DependencyInjection;

namespace Kayron.Tests.Support;

/// <summary>A method and an address that a daemon answers.</summary>
/// <param name="Pattern">As it was mapped: <c>/api/v1/changes/{id}</c>.</param>
internal sealed record MappedRoute(string Method, string Pattern)
{
    private static readonly string[] Reading = ["GET", "HEAD", "OPTIONS", "TRACE"];

    public bool Mutates => !Reading.Contains(Method);

    /// <summary>With something in the place of each parameter.</summary>
    public string Path => string.Join('/', Pattern.Split('/').Select(part => part.StartsWith('{') ? "1" : part.Replace("{documentName}", "v1", StringComparison.Ordinal)));

    /// <summary>Everything that is mapped but files, so that what is added later is looked at, too. What takes any method is there once for reading and once for writing.</summary>
    public static IReadOnlyList<MappedRoute> Of(IServiceProvider daemon) =>
    [
        .. daemon.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Where(endpoint => endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is null)
            .SelectMany(endpoint => Methods(endpoint).Select(method => new MappedRoute(method, "/" + endpoint.RoutePattern.RawText!.TrimStart('/')))).Distinct(),
    ];

    public HttpRequestMessage Request() => new(new HttpMethod(Method), Path);

    private static IReadOnlyList<string> Methods(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<HttpMethodMetadata>() is { HttpMethods: { Count: > 0 } methods } ? methods : ["GET", "POST"];
}
