using Kayron.Sandbox.GitHub.Rest.Endpoints;

namespace Kayron.Sandbox.GitHub.Rest;

/// <summary>Every operation, in the order in which a path is tried against them: the narrower pattern first.</summary>
internal static class Routes
{
    public const string Repository = "/repos/{owner}/{repo}";

    public static IReadOnlyList<Route> All { get; } =
    [
        .. AccountEndpoints.Routes,
        .. AppEndpoints.Routes,
        .. MembershipEndpoints.Routes,
        .. PullRequestEndpoints.Routes,
        .. CommentEndpoints.Routes,
        .. StatusEndpoints.Routes,
        .. CommitEndpoints.Routes,
        .. BranchEndpoints.Routes,
        .. ReferenceEndpoints.Routes,
        .. GitDataEndpoints.Routes,
        .. ContentEndpoints.Routes,
        .. ArchiveEndpoints.Routes,
        .. ReleaseEndpoints.Routes,
        .. DeploymentEndpoints.Routes,
        .. HookEndpoints.Routes,
        .. RepositoryEndpoints.Routes,
        .. PageEndpoints.Routes,
    ];

    /// <summary>The route for a request and the values in its path.</summary>
    public static (Route Route, IReadOnlyDictionary<string, string> Values)? Find(string method, string path)
    {
        foreach (var route in All.Where(route => route.Method == method))
        {
            if (route.Match(path) is { } values) return (route, values);
        }

        return null;
    }
}
