using System.Text;

namespace Kayron.Core.Releases;

/// <summary>The CloudFormation parameter that carries a release's version: <c>splits-lite</c> → <c>SplitsLiteVersion</c>.</summary>
public static class ParameterKey
{
    public static string Of(string releaseName)
    {
        var key = new StringBuilder(releaseName.Length + 7);
        var startsWord = true;
        foreach (var character in releaseName)
        {
            if (char.IsAsciiLetterOrDigit(character))
            {
                key.Append(startsWord ? char.ToUpperInvariant(character) : char.ToLowerInvariant(character));
                startsWord = false;
            }
            else
            {
                startsWord = true;
            }
        }
        return key.Append("Version").ToString();
    }
}
