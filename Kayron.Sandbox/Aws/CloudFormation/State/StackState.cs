using System.Text.Json.Nodes;

namespace Kayron.Sandbox.Aws.CloudFormation.State;

/// <summary>A stack, nested ones alike.</summary>
public sealed class StackState
{
    public required string StackId { get; init; }

    public required string Name { get; init; }

    public required string Account { get; init; }

    public string? ParentId { get; init; }

    public string? RootId { get; init; }

    /// <summary>The nested stack's logical id in its parent.</summary>
    public string? ParentLogicalId { get; init; }

    public required DateTimeOffset Created { get; init; }

    public DateTimeOffset? Updated { get; set; }

    public DateTimeOffset? Deleted { get; set; }

    public string Status { get; set; } = "REVIEW_IN_PROGRESS";

    public string? StatusReason { get; set; }

    /// <summary>The change set that was executed last.</summary>
    public string? ChangeSetId { get; set; }

    public bool DisableRollback { get; set; }

    public StackDefinition Definition { get; set; } = new();

    public Dictionary<string, ResourceState> Resources { get; set; } = [];

    public List<OutputState> Outputs { get; set; } = [];

    /// <summary>Oldest first; they are answered newest first.</summary>
    public List<StackEventState> Events { get; set; } = [];

    /// <summary>What is under way; of a nested stack until its root has cleaned up.</summary>
    public StackOperation? Operation { get; set; }

    /// <summary>Strikes the next update that it fits.</summary>
    public UpdateFault? NextFault { get; set; }

    public bool IsLive => Status is not ("DELETE_COMPLETE" or "REVIEW_IN_PROGRESS");

    public bool IsBusy => Status.EndsWith("_IN_PROGRESS", StringComparison.Ordinal) && Status != "REVIEW_IN_PROGRESS";
}

/// <summary>What a stack is made from.</summary>
public sealed record StackDefinition
{
    public string TemplateBody { get; init; } = "";

    public Dictionary<string, ParameterValue> Parameters { get; init; } = [];

    public Dictionary<string, string> Tags { get; init; } = [];

    public List<string> Capabilities { get; init; } = [];

    public string? RoleArn { get; init; }
}

/// <param name="ResolvedValue">Of an SSM parameter type: the stored value that the name stood for.</param>
public sealed record ParameterValue(string Value, string? ResolvedValue = null)
{
    public string Effective => ResolvedValue ?? Value;
}

public sealed record OutputState(string Key, string Value, string? Description, string? ExportName);

/// <summary>A resource as it stands, with its properties evaluated.</summary>
public sealed record ResourceState
{
    public required string LogicalId { get; init; }

    public required string PhysicalId { get; init; }

    public required string Type { get; init; }

    public required string Status { get; init; }

    public string? StatusReason { get; init; }

    public required DateTimeOffset Timestamp { get; init; }

    public required JsonObject Properties { get; init; }

    public Dictionary<string, string> Attributes { get; init; } = [];

    /// <summary>The tags that the stack passes on to it.</summary>
    public Dictionary<string, string> StackTags { get; init; } = [];

    public JsonNode? Metadata { get; init; }

    public string DeletionPolicy { get; init; } = "Delete";

    public string UpdateReplacePolicy { get; init; } = "Delete";
}

public sealed record StackEventState
{
    public required string EventId { get; init; }

    public required string LogicalId { get; init; }

    public required string PhysicalId { get; init; }

    public required string Type { get; init; }

    public required string Status { get; init; }

    public string? Reason { get; init; }

    public required DateTimeOffset Timestamp { get; init; }

    public string? Properties { get; init; }

    public string? Token { get; init; }
}
