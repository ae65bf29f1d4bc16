using System.Text.RegularExpressions;

namespace Kayron.Web.Components.Presentation;

/// <summary>CloudFormation's failures without what is for its own support: the event keeps every word.</summary>
public static partial class FailureText
{
    private const int Most = 200;

    public static string Brief(string text)
    {
        var plain = Operation().Replace(Wrapping().Replace(Ticket().Replace(text, ""), "${inner}"), "${inner}").Trim().TrimEnd('.', '"', ' ');
        return plain.Length <= Most ? plain : $"{plain[..Most].TrimEnd()}…";
    }

    [GeneratedRegex(@"\s*\((RequestToken|HandlerErrorCode):[^)]*\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Ticket();

    [GeneratedRegex("Resource handler returned message: \"?(?<inner>[^\"]*)\"?", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Wrapping();

    [GeneratedRegex(@"Error occurred during operation '(?<inner>[^']*)'\.?", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Operation();
}
