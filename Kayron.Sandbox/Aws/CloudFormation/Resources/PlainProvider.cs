using System.Text.RegularExpressions;
using Kayron.Sandbox.Aws.CloudFormation.State;

namespace Kayron.Sandbox.Aws.CloudFormation.Resources;

/// <summary>Resources of services that the sandbox does not emulate: they have an id and attributes, and take their time.</summary>
public sealed partial class PlainProvider(AwsContext context) : IResourceProvider
{
    public Provisioned Provision(ProvisionRequest request)
    {
        var type = ResourceTypes.Of(request.Type);
        var duration = context.Scaled(type.Seconds);
        if (request.Current is { } current) return new Provisioned(current.PhysicalId, current.Attributes, duration, request.Failure);
        var name = Name(type, request);
        var id = Filled(type.PhysicalId, request.Stack.Account, name, "");
        var attributes = type.Attributes.ToDictionary(attribute => attribute.Key, attribute => Filled(attribute.Value, request.Stack.Account, name, id));
        return new Provisioned(id, attributes, duration, request.Failure);
    }

    public void Delete(string account, ResourceState resource)
    {
        // Nothing but the stack knows of it.
    }

    public string Name(ResourceType type, ProvisionRequest request) =>
        (type.NameProperty is { } property ? request.Text(property) : null) ?? $"{request.Stack.Name}-{request.LogicalId}-{context.NextSuffix()}";

    private string Filled(string pattern, string account, string name, string id) => Placeholder().Replace(pattern, match => match.Groups["key"].Value switch
    {
        "name" => name,
        "id" => id,
        "account" => account,
        "region" => context.Options.Region,
        var hex => context.NextHex(int.Parse(hex[3..])),
    });

    [GeneratedRegex(@"\{(?<key>name|id|account|region|hex\d+)\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Placeholder();
}
