using System.Text.Json.Nodes;

namespace Kayron.Sandbox.Aws.CloudFormation.Templates;

/// <summary>A template whose structure and references were checked.</summary>
public sealed record Template
{
    public required string Text { get; init; }

    public required JsonObject Root { get; init; }

    public required IReadOnlyDictionary<string, ParameterDeclaration> Parameters { get; init; }

    public required IReadOnlyDictionary<string, ResourceDeclaration> Resources { get; init; }

    public string? Description => (Root["Description"] as JsonValue)?.ToString();

    public JsonObject Mappings => Section("Mappings");

    public JsonObject Conditions => Section("Conditions");

    public JsonObject Outputs => Section("Outputs");

    public IReadOnlyList<string> Transforms => Root["Transform"] switch
    {
        JsonArray several => [.. several.Select(item => item is JsonObject named ? named["Name"]?.ToString() ?? "" : item!.ToString())],
        JsonObject named => [named["Name"]?.ToString() ?? ""],
        { } one => [one.ToString()],
        null => [],
    };

    /// <exception cref="AwsException">CloudFormation would refuse the template.</exception>
    public static Template Parse(string text)
    {
        var root = TemplateReader.Read(text);
        TemplateStructure.Check(root);
        var resources = Declared(root, "Resources").ToDictionary(entry => entry.Key, entry => ResourceDeclaration.Read(entry.Key, entry.Value));
        var template = new Template
        {
            Text = text,
            Root = root,
            Parameters = Declared(root, "Parameters").ToDictionary(entry => entry.Key, entry => ParameterDeclaration.Read(entry.Key, entry.Value)),
            Resources = resources,
            Dependencies = new DependencyOrder(resources),
        };
        ReferenceCheck.Check(template);
        return template;
    }

    public required DependencyOrder Dependencies { get; init; }

    private JsonObject Section(string name) => Root[name] as JsonObject ?? [];

    private static IEnumerable<KeyValuePair<string, JsonObject>> Declared(JsonObject root, string section) =>
        (root[section] as JsonObject ?? []).Select(entry => KeyValuePair.Create(entry.Key, (JsonObject)entry.Value!));
}

/// <summary>A parameter as the template declares it.</summary>
public sealed record ParameterDeclaration(string Name, string Type, string? Default, bool NoEcho, string? Description, string? Pattern, IReadOnlyList<string> AllowedValues, JsonObject Node)
{
    public bool IsList => Type == "CommaDelimitedList" || Type.StartsWith("List<", StringComparison.Ordinal) || Type.Contains("<List<", StringComparison.Ordinal);

    public bool IsSystemsManager => Type.StartsWith("AWS::SSM::Parameter::Value<", StringComparison.Ordinal);

    public static ParameterDeclaration Read(string name, JsonObject node) => new(
        name,
        node["Type"]?.ToString() ?? throw AwsException.Validation($"Template format error: Every Parameters object must contain a Type member."),
        node["Default"]?.ToString(),
        node["NoEcho"]?.ToString().Equals("true", StringComparison.OrdinalIgnoreCase) == true,
        node["Description"]?.ToString(),
        node["AllowedPattern"]?.ToString(),
        node["AllowedValues"] is JsonArray values ? [.. values.Select(value => value!.ToString())] : [],
        node);
}

/// <summary>A resource as the template declares it, its properties not yet evaluated.</summary>
public sealed record ResourceDeclaration(string LogicalId, string Type, JsonObject Properties, string? Condition, IReadOnlyList<string> DependsOn, JsonObject Node)
{
    public string DeletionPolicy => Node["DeletionPolicy"]?.ToString() ?? "Delete";

    public string UpdateReplacePolicy => Node["UpdateReplacePolicy"]?.ToString() ?? "Delete";

    public bool IsNestedStack => Type == ResourceTypeNames.NestedStack;

    public static ResourceDeclaration Read(string logicalId, JsonObject node) => new(
        logicalId, node["Type"]!.ToString(), node["Properties"] as JsonObject ?? [], node["Condition"]?.ToString(),
        node["DependsOn"] switch
        {
            JsonArray several => [.. several.Select(item => item!.ToString())],
            { } one => [one.ToString()],
            null => [],
        },
        node);
}

public static class ResourceTypeNames
{
    public const string NestedStack = "AWS::CloudFormation::Stack";
    public const string Cluster = "AWS::ECS::Cluster";
    public const string TaskDefinition = "AWS::ECS::TaskDefinition";
    public const string Service = "AWS::ECS::Service";
    public const string Repository = "AWS::ECR::Repository";
    public const string Bucket = "AWS::S3::Bucket";
}
