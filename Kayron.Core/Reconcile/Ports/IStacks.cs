using Kayron.Core.Configuration;

namespace Kayron.Core.Reconcile.Ports;

/// <summary>CloudFormation, as the loop needs it. Throws <see cref="ReconcileException"/>s.</summary>
public interface IStacks
{
    /// <summary>The environment's root stack; null where there is none.</summary>
    Task<StackState?> FindAsync(EnvironmentSettings environment, CancellationToken cancellationToken);

    /// <summary>Present templates of the root stack and every stack nested in it. Costs 2 calls a stack.</summary>
    Task<IReadOnlyList<StackTemplate>> ReadTemplatesAsync(EnvironmentSettings environment, StackState stack, CancellationToken cancellationToken);

    Task<TemplateSummary> SummarizeAsync(EnvironmentSettings environment, Uri template, CancellationToken cancellationToken);

    /// <summary>Asks for a change set under a name; one that exists by that name is adopted.</summary>
    Task CreateChangeSetAsync(EnvironmentSettings environment, ChangeSetRequest request, CancellationToken cancellationToken);

    /// <summary>The change set with the resource changes of nested ones; null where it is gone.</summary>
    Task<ChangeSetState?> FindChangeSetAsync(EnvironmentSettings environment, string name, CancellationToken cancellationToken);

    /// <summary>Names of the stack's change sets that were not executed, anybody's. Costs a call a hundred.</summary>
    Task<IReadOnlyList<string>> ListChangeSetsAsync(EnvironmentSettings environment, CancellationToken cancellationToken);

    Task ExecuteChangeSetAsync(EnvironmentSettings environment, string name, string clientToken, CancellationToken cancellationToken);

    /// <summary>Deletes a change set and its nested ones; one that is gone is fine.</summary>
    Task DeleteChangeSetAsync(EnvironmentSettings environment, string name, CancellationToken cancellationToken);

    /// <summary>Events of the root stack and of nested stacks it touched, oldest first, not older than <paramref name="since"/>.</summary>
    Task<IReadOnlyList<StackEvent>> ReadEventsAsync(EnvironmentSettings environment, StackState stack, DateTimeOffset since, CancellationToken cancellationToken);
}

/// <param name="Account">Account of the stack, from its id.</param>
/// <param name="LastChangeSetId">The change set that was executed last, where CloudFormation names it.</param>
/// <param name="Parameters">NoEcho values are masked by CloudFormation.</param>
/// <param name="Resolved">What the parameters that name a Systems Manager parameter stood for at the last update, by key.</param>
public sealed record StackState(
    string StackId, string Name, string Account, string Status, string? StatusReason, string? LastChangeSetId, DateTimeOffset? LastUpdated,
    IReadOnlyDictionary<string, string> Parameters, IReadOnlyDictionary<string, string> Tags, IReadOnlyList<string> Capabilities, string? RoleArn,
    IReadOnlyDictionary<string, string>? Resolved = null)
{
    public bool IsInProgress => Status.EndsWith("_IN_PROGRESS", StringComparison.Ordinal);
}

/// <param name="Path">Logical ids from the root, joined by <c>/</c>; empty for the root stack.</param>
public sealed record StackTemplate(string Path, string StackId, string Body);

public sealed record TemplateSummary(IReadOnlyList<DeclaredParameter> Parameters, IReadOnlyList<string> Capabilities);

/// <param name="Default">Null: a value is required.</param>
public sealed record DeclaredParameter(string Key, string? Default, bool NoEcho);

/// <summary>Value of a parameter in an update; null keeps the stack's present one.</summary>
public sealed record ParameterInput(string Key, string? Value);

public sealed record ChangeSetRequest(
    string Name, string ClientToken, string Description, Uri Template, IReadOnlyList<ParameterInput> Parameters, IReadOnlyDictionary<string, string> Tags,
    IReadOnlyList<string> Capabilities, string? RoleArn, bool IncludeNestedStacks);

public enum ChangeSetStatus
{
    /// <summary>Still being made, or one nested in it is.</summary>
    Pending,
    Ready,

    /// <summary>Refused because it would change nothing.</summary>
    Empty,
    Failed,

    /// <summary>The stack was changed since; it cannot be executed any more.</summary>
    Obsolete,

    /// <summary>Its execution was accepted: under way, complete or failed.</summary>
    Executed,
}

/// <param name="Reason">CloudFormation's words where it failed; the nested cause included.</param>
/// <param name="NestedEffectsKnown">False where nested change sets could not be made: with <see cref="ChangeSetStatus.Failed"/>, one without them may succeed.</param>
/// <param name="Resources">None while it is pending.</param>
/// <param name="Resolved">What the parameters that name a Systems Manager parameter stand for in it, by key: it executes with these values.</param>
public sealed record ChangeSetState(
    string Id, string Name, ChangeSetStatus Status, string? Reason, bool NestedEffectsKnown, IReadOnlyList<ResourceChange> Resources, IReadOnlyDictionary<string, string> Resolved);

/// <param name="Action">Add, Modify, Remove, Import or Dynamic.</param>
/// <param name="Replacement">True, False, Conditional; null where it does not apply.</param>
/// <param name="Stack">Logical ids from the root, joined by <c>/</c>; empty for the root stack.</param>
public sealed record ResourceChange(
    string LogicalId, string? PhysicalId, string Type, string Action, string? Replacement, string? PolicyAction, string Stack, IReadOnlyList<PropertyChange> Details)
{
    /// <summary>The resource before the change as JSON, <c>{"Properties":{…}}</c>; null where there is none, or it is not told. Read once, not stored.</summary>
    public string? Before { get; init; }

    /// <summary>The same after the change, as far as it is known.</summary>
    public string? After { get; init; }
}

/// <param name="Evaluation">Static (certain) or Dynamic (CloudFormation's guess).</param>
/// <param name="RequiresRecreation">Never, Conditionally or Always.</param>
public sealed record PropertyChange(string Attribute, string? Name, string Evaluation, string? RequiresRecreation, string? Source, string? CausingEntity, string? Before, string? After);

/// <param name="Id">Unique among the events of a root stack and all that is nested in it.</param>
/// <param name="Stack">Logical ids from the root, joined by <c>/</c>; empty for the root stack.</param>
public sealed record StackEvent(
    string Id, DateTimeOffset Time, string Stack, string LogicalId, string? PhysicalId, string Type, string Status, string? Reason, string? ClientToken);
