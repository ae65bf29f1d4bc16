namespace Kayron.Web.Hosting;

/// <summary>Paths that more than one place must agree on.</summary>
public static class Routes
{
    public const string SignIn = "/sign-in";
    public const string Api = "/api/v1";
    public const string Jobs = "/jobs";
    public const string Metrics = "/metrics";
    public const string Webhook = "/webhook/push";
    public const string Circuit = "/_blazor";

    private static readonly string[] ForScripts = ["/api", "/auth", "/openapi", Metrics, Webhook, Circuit];

    /// <summary>Where a redirect to a page would help nobody.</summary>
    public static bool IsForScripts(PathString path) => ForScripts.Any(prefix => path.StartsWithSegments(prefix));
}
