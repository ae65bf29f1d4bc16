namespace Kayron.Web.Components.Presentation;

/// <summary>Addresses of the dashboard's pages.</summary>
public static class Paths
{
    public const string Overview = "/";
    public const string Deployments = "/deployments";
    public const string Runs = "/runs";
    public const string Previews = "/previews";
    public const string Policies = "/policies";
    public const string Images = "/images";
    public const string Outbox = "/outbox";
    public const string Claims = "/claims";
    public const string Audit = "/audit";
    public const string Settings = "/settings";
    public const string People = "/settings/people";
    public const string Search = "/search";
    public const string Sandbox = "/sandbox";
    public const string SignIn = "/sign-in";

    public static string Environment(string name) => $"/environments/{Uri.EscapeDataString(name)}";

    public static string Release(string environment, string name) => $"{Environment(environment)}/releases/{Uri.EscapeDataString(name)}";

    public static string Change(string id) => $"/changes/{Uri.EscapeDataString(id)}";

    public static string Deployment(long id) => $"/deployments/{id}";
}
