using System.Text.RegularExpressions;

namespace Kayron.Sandbox.GitHub.Rest;

/// <summary>One operation of the API. <c>{name}</c> stands for one segment of the path, <c>{name*}</c> for the rest of it.</summary>
internal sealed class Route(string method, string pattern, Func<GitHubRequest, Reply> handler)
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(1);

    private readonly Regex _path = new($"^{Expression(pattern)}/?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, s_limit);

    public string Method => method;

    /// <summary>Whether anyone may call it, as the addresses that a browser or a redirect leads to.</summary>
    public bool IsOpen { get; init; }

    /// <summary>The name under which calls are counted.</summary>
    public string Operation { get; } = $"{method} {pattern.Replace("*", "", StringComparison.Ordinal)}";

    public Reply Handle(GitHubRequest request) => handler(request);

    /// <summary>The decoded values of the pattern's names, or null where the path does not fit.</summary>
    public IReadOnlyDictionary<string, string>? Match(string rawPath)
    {
        var match = _path.Match(rawPath);
        return match.Success ? match.Groups.Values.Skip(1).ToDictionary(group => group.Name, group => Uri.UnescapeDataString(group.Value)) : null;
    }

    private static string Expression(string pattern) => string.Join('/', pattern.Split('/').Select(segment => segment switch
    {
        ['{', .. var name, '*', '}'] => $"(?<{name}>.+)",
        ['{', .. var name, '}'] => $"(?<{name}>[^/]+)",
        _ => Regex.Escape(segment),
    }));
}
