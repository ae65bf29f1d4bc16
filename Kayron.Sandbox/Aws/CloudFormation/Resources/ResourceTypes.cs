namespace Kayron.Sandbox.Aws.CloudFormation.Resources;

/// <summary>The types that a platform's stacks are usually made of. A type that is not listed updates in place.</summary>
public static class ResourceTypes
{
    private static readonly Dictionary<string, ResourceType> Known = ((IEnumerable<ResourceType>)
    [
        .. ContainerTypes.All, .. NetworkTypes.All, .. StorageTypes.All, .. SecurityTypes.All, .. MessagingTypes.All,
    ]).ToDictionary(type => type.Name);

    public static ResourceType Of(string name) => Known.TryGetValue(name, out var known)
        ? known
        : new ResourceType(name) { Taggable = !name.StartsWith("Custom::", StringComparison.Ordinal) && !name.StartsWith("AWS::CloudFormation::", StringComparison.Ordinal) };

    public static bool IsKnown(string name) => Known.ContainsKey(name);
}
