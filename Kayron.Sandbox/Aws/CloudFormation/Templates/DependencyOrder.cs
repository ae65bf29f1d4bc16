namespace Kayron.Sandbox.Aws.CloudFormation.Templates;

/// <summary>Which resources a resource waits for.</summary>
public static class DependencyOrder
{
    public static IReadOnlyCollection<string> Dependencies(Template template, ResourceDeclaration resource) =>
        [.. References.In(resource.Properties).Where(reference => reference.Kind != ReferenceKind.Condition).Select(reference => reference.Name)
            .Concat(resource.DependsOn).Where(name => name != resource.LogicalId && template.Resources.ContainsKey(name)).Distinct()];

    /// <exception cref="AwsException">The dependencies form a circle.</exception>
    public static IReadOnlyList<string> Of(Template template)
    {
        var waiting = template.Resources.Values.ToDictionary(resource => resource.LogicalId, resource => Dependencies(template, resource).ToHashSet());
        var order = new List<string>(waiting.Count);
        while (waiting.Count > 0)
        {
            var ready = waiting.Where(entry => entry.Value.Count == 0).Select(entry => entry.Key).ToList();
            if (ready.Count == 0) throw AwsException.Validation($"Circular dependency between resources: [{string.Join(", ", waiting.Keys.Order(StringComparer.Ordinal))}]");
            foreach (var name in ready) waiting.Remove(name);
            foreach (var dependencies in waiting.Values) dependencies.ExceptWith(ready);
            order.AddRange(ready);
        }
        return order;
    }
}
