using System.Text;
using System.Text.RegularExpressions;
using Kayron.Sandbox.Aws;

namespace Kayron.Sandbox.Scenarios;

/// <summary>Puts templates where an earlier deployment of an environment left them: below its name in the bucket, with addresses CloudFormation can follow.</summary>
internal static partial class DeployedTemplates
{
    /// <returns>The root template's address.</returns>
    public static string Put(AwsWorld aws, string region, string bucket, string environment, IReadOnlyDictionary<string, string> templates)
    {
        var root = $"https://{bucket}.s3.{region}.amazonaws.com/{environment}";
        foreach (var (path, text) in templates) aws.PutObject(bucket, $"{environment}/{path}", Encoding.UTF8.GetBytes(RelativeUrl().Replace(text, $"TemplateURL: {root}/${{path}}")));
        return $"{root}/index.yaml";
    }

    [GeneratedRegex(@"TemplateURL: \./(?<path>\S+)", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex RelativeUrl();
}
