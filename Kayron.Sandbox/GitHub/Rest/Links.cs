namespace Kayron.Sandbox.GitHub.Rest;

/// <summary>Addresses in answers: the host the client called, and <c>/api/v3</c> where it called below that.</summary>
/// <param name="Base">Scheme and host, without a slash at the end.</param>
/// <param name="Prefix">Empty or <c>/api/v3</c>.</param>
internal sealed record Links(string Base, string Prefix)
{
    public string Api(string path) => $"{Base}{Prefix}/{path}";

    public string Html(string path) => $"{Base}/{path}";

    public string Repository(GitHubRepository repository, string path = "") => Api($"repos/{repository.FullName}{(path.Length > 0 ? "/" : "")}{path}");

    public string Page(GitHubRepository repository, string path = "") => Html($"{repository.FullName}{(path.Length > 0 ? "/" : "")}{path}");
}
