namespace Kayron.Sandbox.Aws.CloudFormation.Templates;

/// <summary>Which resources a resource waits for, and an order in which none has to wait.</summary>
public sealed class DependencyOrder
{
    private readonly Dictionary<string, IReadOnlyCollection<string>> _dependencies;

    /// <exception cref="AwsException">The dependencies form a circle.</exception>
    public DependencyOrder(IReadOnlyDictionary<string, ResourceDeclaration> resources)
    {
        _dependencies = resources.Values.ToDictionary(resource => resource.LogicalId, resource => Find(resources, resource));
        LogicalIds = Sort(_dependencies);
    }

    /// <summary>Dependencies before what depends on them, otherwise in the template's order.</summary>
    public IReadOnlyList<string> LogicalIds { get; }

    public IReadOnlyCollection<string> Of(string logicalId) => _dependencies[logicalId];

    private static IReadOnlyCollection<string> Find(IReadOnlyDictionary<string, ResourceDeclaration> resources, ResourceDeclaration resource) =>
        [.. References.In(resource.Properties).Where(reference => reference.Kind != ReferenceKind.Condition).Select(reference => reference.Name)
            .Concat(resource.DependsOn).Where(name => name != resource.LogicalId && resources.ContainsKey(name)).Distinct()];

    private static List<string> Sort(Dictionary<string, IReadOnlyCollection<string>> dependencies)
    {
        var waiting = dependencies.ToDictionary(entry => entry.Key, entry => entry.Value.ToHashSet());
        var order = new List<string>(waiting.Count);
        while (waiting.Count > 0)
        {
            var ready = waiting.Where(entry => entry.Value.Count == 0).Select(entry => entry.Key).ToList();
            if (ready.Count == 0) throw AwsException.Validation($"Circular dependency between resources: [{string.Join(", ", waiting.Keys.Order(StringComparer.Ordinal))}]");
            foreach (var name in ready) waiting.Remove(name);
            foreach (var others in waiting.Values) others.ExceptWith(ready);
            order.AddRange(ready);
        }
        return order;
    }
}
