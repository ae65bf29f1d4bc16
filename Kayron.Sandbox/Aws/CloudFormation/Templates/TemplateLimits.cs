namespace Kayron.Sandbox.Aws.CloudFormation.Templates;

/// <summary>CloudFormation's quotas on templates, and the bounds within which a hostile one is read.</summary>
public static class TemplateLimits
{
    public const int BodyBytes = 51_200;
    public const int UrlBytes = 1_048_576;
    public const int Resources = 500;
    public const int Parameters = 200;
    public const int Outputs = 200;

    /// <summary>Nesting that no real template reaches and no parser stumbles over.</summary>
    public const int Depth = 64;

    /// <summary>Nodes after aliases were expanded.</summary>
    public const int Nodes = 200_000;
}
