namespace Kayron.Sandbox.GitHub.Rest.Endpoints;

internal static class ArchiveEndpoints
{
    public static IReadOnlyList<Route> Routes { get; } =
    [
        new("GET", Rest.Routes.Repository + "/tarball", request => Locate(request, request.Repository.State.DefaultBranch)),
        new("GET", Rest.Routes.Repository + "/tarball/{ref*}", request => Locate(request, request["ref"])),
        new("GET", "/_codeload/{owner}/{repo}/legacy.tar.gz/{sha}", Download) { IsOpen = true },
    ];

    private static Reply Locate(GitHubRequest request, string reference) =>
        Reply.Redirect($"{request.Links.Base}/_codeload/{request.Repository.FullName}/legacy.tar.gz/{request.Commit(reference)}");

    // At GitHub this address carries a token of its own; here knowing the commit's whole id is that token.
    private static Reply Download(GitHubRequest request)
    {
        var sha = request["sha"];
        if (request.Repository.Objects.FindCommit(sha) is null) return Reply.NotFound();
        return Reply.Raw(Archive.Write(request.Repository, sha), "application/x-gzip") with
        {
            Headers = new Dictionary<string, string> { ["Content-Disposition"] = $"attachment; filename={request.Repository.Owner}-{request.Repository.Name}-{sha[..7]}.tar.gz" },
        };
    }
}
