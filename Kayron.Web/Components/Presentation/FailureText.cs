using System.Text.RegularExpressions;

namespace Kayron.Web.Components.Presentation;

/// <summary>CloudFormation's failures without what is for its own support: the event keeps every word.</summary>
public static partial class FailureText
{
    private const int Most = 200;
    private const string Wrapping = "Resource handler returned message: ";

    public static string Brief(string text)
    {
        var plain = Operation().Replace(Ticket().Replace(text, "").Replace(Wrapping, "", StringComparison.Ordinal), "${inner}").Trim('.', ' ');
        if (plain is ['"', .. var quoted, '"']) plain = quoted;
        return plain.Length <= Most ? plain : $"{plain[..Most].TrimEnd()}…";
    }

    [GeneratedRegex(@"\s*\((RequestToken|HandlerErrorCode):[^)]*\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Ticket();

    [GeneratedRegex("""\"?Error occurred during operation '(?<inner>.*)'\.?\"?""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Operation();
}
