using System.Text.RegularExpressions;

namespace Kayron.Core.Images;

/// <summary>The registry in an image's name, where it is one of ECR's. Behind any other name there may be any registry: a proxy, a name of one's own.</summary>
public static partial class EcrHost
{
    /// <param name="image"><c>123456789012.dkr.ecr.us-west-2.amazonaws.com/api:v1</c></param>
    public static RegistryAddress? Parse(string image) =>
        Host().Match(image) is { Success: true } match ? new RegistryAddress(match.Groups["account"].Value, match.Groups["region"].Value) : null;

    [GeneratedRegex(@"\A(?<account>[0-9]{12})\.dkr[.-]ecr(?:-fips)?\.(?<region>[a-z0-9-]+)\.(?:amazonaws\.com(?:\.cn)?|on\.aws|on\.amazonwebservices\.com\.cn)/", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Host();
}
