using System.Text.Json.Nodes;

namespace Kayron.Sandbox.Aws.CloudFormation.State;

public sealed class ChangeSetState
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required string StackId { get; init; }

    public required string StackName { get; init; }

    /// <summary>CREATE or UPDATE.</summary>
    public required string Type { get; init; }

    public required DateTimeOffset Created { get; init; }

    public string? Description { get; init; }

    public string? Token { get; init; }

    public bool IncludeNestedStacks { get; init; }

    public string? ParentId { get; init; }

    public string? RootId { get; init; }

    public required StackDefinition Definition { get; init; }

    public string Status { get; set; } = "CREATE_PENDING";

    public string? StatusReason { get; set; }

    public string ExecutionStatus { get; set; } = "UNAVAILABLE";

    /// <summary>The changes as they are answered, property values included.</summary>
    public List<JsonObject> Changes { get; set; } = [];

    public List<string> NestedIds { get; set; } = [];

    /// <summary>Nested templates by URL, as they were when the change set was made.</summary>
    public Dictionary<string, string> CapturedTemplates { get; set; } = [];
}
