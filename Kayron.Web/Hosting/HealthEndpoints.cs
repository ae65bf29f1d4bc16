using Kayron.Web.Monitoring;

namespace Kayron.Web.Hosting;

/// <summary>What load balancers and people ask before they know anything else.</summary>
internal static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("").AllowAnonymous();
        group.MapGet("/healthz", () => Results.Text("OK"));
        group.MapGet("/readyz", CheckAsync);
        group.MapGet("/version", () => Results.Json(Version(BuildInformation.Current)));
    }

    private static async Task<IResult> CheckAsync(Readiness readiness, CancellationToken cancellationToken)
    {
        var failures = await readiness.CheckAsync(cancellationToken);
        return failures.Count == 0 ? Results.Text("OK") : Results.Text(string.Join('\n', failures), statusCode: StatusCodes.Status503ServiceUnavailable);
    }

    /// <summary>The Go operator's names: architecture, operating system, commit, repository, tag, runtime.</summary>
    private static object Version(BuildInformation build) =>
        new { arc = build.Architecture, gos = build.OperatingSystem, sha = build.Sha, src = build.Repository, tag = build.Tag, ver = build.Runtime };
}
