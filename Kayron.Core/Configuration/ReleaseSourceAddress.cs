using System.Text.RegularExpressions;
using Kayron.Core.Releases;

namespace Kayron.Core.Configuration;

/// <summary>Reads <c>https://github.com/OWNER/REPO</c>. The host is GitHub's, or that of the configured API address.</summary>
public static partial class ReleaseSourceAddress
{
    /// <returns>The repository, or what is wrong with the address (never the address itself: it may hold credentials).</returns>
    public static (RepositoryName? Repository, string? Problem) Parse(string text, Uri? apiAddress)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || address.Scheme is not ("https" or "http")) return Wrong("must look like https://github.com/OWNER/REPO.");
        if (address.UserInfo.Length > 0) return Wrong("must not hold a user or password.");
        if (address.Query.Length > 0 || address.Fragment.Length > 0 || text.Contains('?') || text.Contains('#')) return Wrong("must have no query and no fragment.");
        if (!IsKnownHost(address, apiAddress)) return Wrong($"must be on {Hosts(apiAddress)}.");
        if (address.Scheme == "http" && apiAddress?.Scheme != "http") return Wrong("must start with https://.");
        var path = address.AbsolutePath.TrimEnd('/').Split('/');
        if (path is not ["", var owner, var name]) return Wrong("must name one repository: OWNER/REPO.");
        if (name.EndsWith(".git", StringComparison.OrdinalIgnoreCase)) return Wrong("must not end in .git.");
        return Owner().IsMatch(owner) && Repository().IsMatch(name)
            ? (new RepositoryName(owner, name), null)
            : Wrong("holds a character that GitHub allows in no owner or repository.");
    }

    private static (RepositoryName?, string?) Wrong(string problem) => (null, problem);

    private static bool IsKnownHost(Uri address, Uri? apiAddress) =>
        (address.Host == "github.com" && address.IsDefaultPort) || (apiAddress is not null && address.Authority == apiAddress.Authority);

    private static string Hosts(Uri? apiAddress) => apiAddress is null ? "github.com" : $"github.com or {apiAddress.Authority}";

    [GeneratedRegex("^[A-Za-z0-9](?:[A-Za-z0-9_-]{0,98})$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Owner();

    [GeneratedRegex(@"^[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Repository();
}
