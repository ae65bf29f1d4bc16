using System.Text.Json.Nodes;
using Kayron.Sandbox.Aws.CloudFormation.State;
using Kayron.Sandbox.Aws.CloudFormation.Templates;
using Kayron.Sandbox.Aws.Protocols;

namespace Kayron.Sandbox.Aws.CloudFormation.Operations;

/// <summary>Returns, summarises and validates templates.</summary>
public sealed class TemplateOperations(StackStore stacks, DefinitionInput definitions)
{
    public Dictionary<string, Operation> All => new()
    {
        ["GetTemplate"] = GetTemplate,
        ["GetTemplateSummary"] = GetTemplateSummary,
        ["ValidateTemplate"] = ValidateTemplate,
    };

    private JsonObject GetTemplate(AwsCall call, JsonObject input)
    {
        var body = input.Text("ChangeSetName") is { } name
            ? (stacks.FindChangeSet(call.Account, name, input.Text("StackName")) ?? throw new AwsException("ChangeSetNotFound", $"ChangeSet [{name}] does not exist", 404)).Definition.TemplateBody
            : stacks.Required(call.Account, input.Required("StackName")).Definition.TemplateBody;
        return new JsonObject { ["TemplateBody"] = body, ["StagesAvailable"] = new JsonArray("Original", "Processed") };
    }

    private JsonObject GetTemplateSummary(AwsCall call, JsonObject input)
    {
        var template = TemplateCache.Get(input.Text("StackName") is { } name ? stacks.Required(call.Account, name).Definition.TemplateBody : definitions.Body(input, null));
        return new JsonObject
        {
            ["Parameters"] = template.Parameters.Values.Select(Parameter).ToJsonArray(),
            ["Description"] = template.Description,
            ["Capabilities"] = CapabilityCheck.Needed(template).ToJsonArray(),
            ["CapabilitiesReason"] = CapabilityCheck.Reason(template),
            ["ResourceTypes"] = template.Resources.Values.Select(resource => resource.Type).Distinct().ToJsonArray(),
            ["Version"] = template.Root["AWSTemplateFormatVersion"]?.ToString(),
            ["Metadata"] = template.Root["Metadata"]?.ToJsonString(),
            ["DeclaredTransforms"] = template.Transforms.ToJsonArray(),
        }.WithoutAbsent();
    }

    private JsonObject ValidateTemplate(AwsCall call, JsonObject input)
    {
        var template = TemplateCache.Get(definitions.Body(input, null));
        return new JsonObject
        {
            ["Parameters"] = template.Parameters.Values.Select(declared => new JsonObject
            {
                ["ParameterKey"] = declared.Name, ["DefaultValue"] = declared.Default, ["NoEcho"] = Flag(declared.NoEcho), ["Description"] = declared.Description,
            }.WithoutAbsent()).ToJsonArray(),
            ["Description"] = template.Description,
            ["Capabilities"] = CapabilityCheck.Needed(template).ToJsonArray(),
            ["CapabilitiesReason"] = CapabilityCheck.Reason(template),
            ["DeclaredTransforms"] = template.Transforms.ToJsonArray(),
        }.WithoutAbsent();
    }

    private static JsonObject Parameter(ParameterDeclaration declared) => new JsonObject
    {
        ["ParameterKey"] = declared.Name,
        ["DefaultValue"] = declared.Default,
        ["ParameterType"] = declared.Type,
        ["NoEcho"] = Flag(declared.NoEcho),
        ["Description"] = declared.Description,
        ["ParameterConstraints"] = new JsonObject { ["AllowedValues"] = declared.AllowedValues.ToJsonArray() },
    }.WithoutAbsent();

    private static string Flag(bool value) => value ? "true" : "false";
}
