namespace Kayron.Sandbox.Aws;

/// <summary>The emulated services, by the name that the credential scope has for them.</summary>
public static class Services
{
    private static readonly Dictionary<string, string> Targets = new(StringComparer.Ordinal)
    {
        ["ecs"] = "AmazonEC2ContainerServiceV20141113",
        ["ecr"] = "AmazonEC2ContainerRegistry_V20150921",
        ["tagging"] = "ResourceGroupsTaggingAPI_20170126",
    };

    public static bool SpeaksJson(string service) => Targets.ContainsKey(service);

    /// <summary>The prefix of <c>X-Amz-Target</c>.</summary>
    public static string Target(string service) => Targets[service];

    public static string? ByTarget(string target) => Targets.FirstOrDefault(entry => target.StartsWith(entry.Value + ".", StringComparison.Ordinal)).Key;

    /// <summary>Reading operations leave the state as it is, so that nothing has to be saved after them.</summary>
    public static bool Reads(string operation) =>
        operation.StartsWith("Describe", StringComparison.Ordinal) || operation.StartsWith("Get", StringComparison.Ordinal) || operation.StartsWith("List", StringComparison.Ordinal) ||
        operation.StartsWith("Head", StringComparison.Ordinal) || operation.StartsWith("Validate", StringComparison.Ordinal) || operation is "BatchGetImage";
}
