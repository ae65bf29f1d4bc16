using System.Text.RegularExpressions;

namespace Kayron.Core.Previews;

/// <summary>The pattern of previews' host names: <c>{hash}</c>, <c>{service}</c>, <c>{environment}</c> and <c>{domain}</c> are filled in here, <c>${…}</c> by CloudFormation.</summary>
internal static partial class PreviewDomain
{
    public const string Default = "{hash}.{service}.{environment}.{domain}";

    /// <returns>What is wrong with a pattern; null where it is fine.</returns>
    public static string? Problem(string pattern)
    {
        if (Placeholder().Matches(pattern).Select(match => match.Groups["name"].Value).FirstOrDefault(name => name is not ("hash" or "service" or "environment" or "domain")) is { } unknown)
            return $"holds {{{unknown}}}: known are {{hash}}, {{service}}, {{environment}} and {{domain}}.";
        if (!Placeholder().Matches(pattern).Any(match => match.Groups["name"].Value == "hash")) return "holds no {hash}: previews would share one host name.";
        var plain = Substitution().Replace(Placeholder().Replace(pattern, "x"), "x");
        return Host().IsMatch(plain) && plain.Length <= 200 && plain.Split('.').All(label => label.Length <= 63)
            ? null
            : "is no pattern of a host name such as {hash}.{service}.{environment}.{domain} or {hash}.lite.${Environment}.example.org.";
    }

    /// <returns>As <see cref="SubstitutionText"/>; null where the pattern asks for the domain and there is none.</returns>
    public static string? Expand(string pattern, string hash, string service, string environment, string? domain)
    {
        if (domain is null && pattern.Contains("{domain}", StringComparison.Ordinal)) return null;
        return Placeholder().Replace(pattern, match => match.Groups["name"].Value switch
        {
            "hash" => hash.ToLowerInvariant(),
            "service" => Label(service),
            "environment" => Label(environment),
            _ => domain!,
        });
    }

    /// <summary>What is left of a service's own host name behind the labels that name the service and the environment.</summary>
    public static string? DomainOf(string host, string service, string environment)
    {
        var labels = SubstitutionText.Split(host.TrimEnd('.'), '.');
        var rest = labels.SkipWhile((label, index) => index == 0 || label == "${Environment}" || label == Label(environment) || label == Label(service)).ToList();
        return rest.Count == 0 ? null : string.Join('.', rest);
    }

    private static string Label(string name) => NotInLabels().Replace(name.ToLowerInvariant(), "-").Trim('-');

    [GeneratedRegex(@"(?<!\$)\{(?<name>[^{}]*)\}", RegexOptions.None, 1000)]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"\$\{[A-Za-z0-9:.]+\}", RegexOptions.NonBacktracking)]
    private static partial Regex Substitution();

    [GeneratedRegex("^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+$", RegexOptions.NonBacktracking)]
    private static partial Regex Host();

    [GeneratedRegex("[^a-z0-9-]", RegexOptions.NonBacktracking)]
    private static partial Regex NotInLabels();
}
