using System.Text.RegularExpressions;

namespace Kayron.Web.Logging;

/// <summary>Takes secrets out of a finished line: those that are known, and whatever looks like one.</summary>
public sealed partial class Redaction(IEnumerable<string?> secrets)
{
    private const string Mask = "***";

    /// <summary>Shorter ones would be found inside ordinary words.</summary>
    private const int ShortestSecret = 8;

    private readonly string[] _secrets = [.. secrets.OfType<string>().Where(secret => secret.Length >= ShortestSecret).Distinct().OrderByDescending(secret => secret.Length)];

    public string Apply(string text)
    {
        foreach (var secret in _secrets) text = text.Replace(secret, Mask, StringComparison.Ordinal);
        return Shapes().Replace(text, match => match.Groups["name"].Value + Mask);
    }

    /// <summary>Tokens of GitHub and of ours, bearer headers, what signing in passes on, and what signs an AWS request or address.</summary>
    [GeneratedRegex(
        @"(?<name>\bBearer\s+)[A-Za-z0-9._~+/=-]+|\b(?:gh[pousr]_[A-Za-z0-9]{16,}|github_pat_[A-Za-z0-9_]{20,}|kayron_[A-Za-z0-9_-]{40,})"
        + @"|\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]+|(?<name>\b(?:client_secret|access_token|refresh_token|id_token|code|code_verifier)=)[^&\s""\\,]+"
        + @"|(?<name>(?:X-Amz-(?:Signature|Security-Token|Credential)|Signature|AWSAccessKeyId)=)[^&\s""\\,]+",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Shapes();
}
