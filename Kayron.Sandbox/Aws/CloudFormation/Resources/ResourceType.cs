namespace Kayron.Sandbox.Aws.CloudFormation.Resources;

/// <summary>What CloudFormation knows about a type of resource.</summary>
/// <remarks>
/// In the patterns of ids and attributes <c>{name}</c> is the given or made up name, <c>{hex17}</c> fresh hexadecimal digits,
/// <c>{id}</c> the physical id, <c>{account}</c> and <c>{region}</c> what they say.
/// </remarks>
public sealed record ResourceType(string Name)
{
    /// <summary>The property in which a template may name it.</summary>
    public string? NameProperty { get; init; }

    public string PhysicalId { get; init; } = "{name}";

    public IReadOnlyDictionary<string, string> Attributes { get; init; } = new Dictionary<string, string>();

    /// <summary>Properties whose change needs a new physical resource.</summary>
    public IReadOnlySet<string> Replacing { get; init; } = new HashSet<string>();

    /// <summary>Properties whose change may need one.</summary>
    public IReadOnlySet<string> MayReplace { get; init; } = new HashSet<string>();

    public bool AnyChangeReplaces { get; init; }

    public bool Taggable { get; init; } = true;

    /// <summary>How long creating or changing one takes at pace 1.</summary>
    public double Seconds { get; init; } = 3;

    public bool SnapshotOnDelete { get; init; }

    /// <returns>Always, Conditionally or Never, as change sets say it.</returns>
    public string RequiresRecreation(string property) =>
        property is "Tags" ? "Never" : AnyChangeReplaces || Replacing.Contains(property) ? "Always" : MayReplace.Contains(property) ? "Conditionally" : "Never";
}
