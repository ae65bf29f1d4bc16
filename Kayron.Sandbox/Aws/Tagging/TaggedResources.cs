using Kayron.Sandbox.Aws.CloudFormation.Resources;
using Kayron.Sandbox.Aws.CloudFormation.State;
using Kayron.Sandbox.Aws.CloudFormation.Templates;

namespace Kayron.Sandbox.Aws.Tagging;

public sealed record TaggedResource(string Arn, IReadOnlyDictionary<string, string> Tags)
{
    /// <param name="type"><c>ecs</c> or <c>ecs:service</c>.</param>
    public bool Is(string type)
    {
        var parts = type.Split(':', 2);
        return Aws.Arn.Service(Arn) == parts[0] && (parts.Length == 1 || Aws.Arn.Resource(Arn).Split('/', ':')[0] == parts[1]);
    }
}

/// <summary>Everything of an account that can carry tags.</summary>
public sealed class TaggedResources(AwsContext context)
{
    private static readonly HashSet<string> Elsewhere = [ResourceTypeNames.NestedStack, ResourceTypeNames.Cluster, ResourceTypeNames.Service, ResourceTypeNames.TaskDefinition];

    public IEnumerable<TaggedResource> Of(string account)
    {
        var state = context.State.Account(account);
        var live = state.Stacks.Values.Where(stack => stack.IsLive).ToList();
        return live.Select(stack => new TaggedResource(stack.StackId, stack.Definition.Tags))
            .Concat(state.Ecs.Clusters.Values.Select(cluster => new TaggedResource(cluster.Arn, cluster.Tags)))
            .Concat(state.Ecs.Services.Values.Where(service => service.Status != "INACTIVE").Select(service => new TaggedResource(service.Arn, service.Tags)))
            .Concat(state.Ecs.TaskDefinitions.Values.Where(definition => definition.Active).Select(definition => new TaggedResource(definition.Arn, definition.Tags)))
            .Concat(live.SelectMany(stack => stack.Resources.Values.Where(resource => !Elsewhere.Contains(resource.Type)).Select(resource => Plain(stack, resource)).OfType<TaggedResource>()));
    }

    /// <summary>Resources of other services are known from their stack alone, by an attribute or id that is an ARN.</summary>
    private static TaggedResource? Plain(StackState stack, ResourceState resource)
    {
        if (!ResourceTypes.Of(resource.Type).Taggable) return null;
        var arn = Arn.Is(resource.PhysicalId) ? resource.PhysicalId : resource.Attributes.Values.FirstOrDefault(Arn.Is);
        if (arn is null) return null;
        var request = new ProvisionRequest(stack, resource.LogicalId, resource.Type, resource.Properties, resource.StackTags, resource, null);
        return new TaggedResource(arn, ResourceTags.Of(request));
    }
}
