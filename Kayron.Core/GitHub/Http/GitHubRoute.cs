using System.Text.RegularExpressions;

namespace Kayron.Core.GitHub.Http;

/// <summary>Names of the calls for metrics: no commit, branch or pull request in them.</summary>
internal static partial class GitHubRoute
{
    private const string Repository = "/repos/{owner}/{repo}";

    public static string Of(HttpMethod method, Uri uri)
    {
        if (uri.AbsolutePath.EndsWith("/access_tokens", StringComparison.Ordinal)) return $"{method.Method} /app/installations/{{installation}}/access_tokens";
        var match = Pattern().Match(uri.AbsolutePath);
        if (match.Success) return $"{method.Method} {Repository}{TemplateOf(match.Groups["rest"].Value)}";
        return uri.AbsolutePath.EndsWith("/user", StringComparison.Ordinal) ? $"{method.Method} /user" : $"{method.Method} /other";
    }

    public static bool IsGitObject(Uri? uri) =>
        uri is not null && (uri.AbsolutePath.Contains("/git/trees/", StringComparison.Ordinal) || uri.AbsolutePath.Contains("/git/blobs/", StringComparison.Ordinal));

    private static string TemplateOf(string rest) => rest switch
    {
        "" => "",
        "/releases" => rest,
        "/releases/latest" => rest,
        "/deployments" => rest,
        "/pulls" => rest,
        _ when rest.StartsWith("/deployments/", StringComparison.Ordinal) && rest.EndsWith("/statuses", StringComparison.Ordinal) => "/deployments/{id}/statuses",
        _ when rest.StartsWith("/issues/comments/", StringComparison.Ordinal) => "/issues/comments/{id}",
        _ when rest.StartsWith("/issues/", StringComparison.Ordinal) && rest.EndsWith("/comments", StringComparison.Ordinal) => "/issues/{number}/comments",
        _ when rest.StartsWith("/git/matching-refs/heads/", StringComparison.Ordinal) => "/git/matching-refs/heads/{branch}",
        _ when rest.StartsWith("/git/matching-refs/tags/", StringComparison.Ordinal) => "/git/matching-refs/tags/{tag}",
        _ when rest.StartsWith("/git/commits/", StringComparison.Ordinal) => "/git/commits/{sha}",
        _ when rest.StartsWith("/git/trees/", StringComparison.Ordinal) => "/git/trees/{sha}",
        _ when rest.StartsWith("/git/blobs/", StringComparison.Ordinal) => "/git/blobs/{sha}",
        _ when rest.StartsWith("/git/tags/", StringComparison.Ordinal) => "/git/tags/{sha}",
        _ when rest.StartsWith("/commits/", StringComparison.Ordinal) => "/commits/{sha}",
        _ when rest.StartsWith("/compare/", StringComparison.Ordinal) => "/compare/{basehead}",
        _ => "/other",
    };

    /// <summary>A renamed repository answers with a redirect to its number.</summary>
    [GeneratedRegex("/(?:repos/[^/]+/[^/]+|repositories/[0-9]+)(?<rest>/.*)?$", RegexOptions.NonBacktracking)]
    private static partial Regex Pattern();
}
