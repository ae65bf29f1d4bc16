namespace Kayron.Sandbox.Actions;

/// <summary>A field of an action's input.</summary>
/// <param name="Type"><c>text</c>, <c>number</c>, <c>flag</c>, <c>list</c> or <c>map</c>.</param>
public sealed record ActionField(string Name, string Type, bool Required, string Description);

/// <summary>Something that can be made to happen, by the name of its address below <c>/_sandbox/</c>.</summary>
public sealed record ActionDefinition(string Name, string Description, IReadOnlyList<ActionField> Fields)
{
    internal Func<ActionInput, CancellationToken, Task<object?>> Run { get; init; } = (_, _) => Task.FromResult<object?>(null);

    internal static ActionField Need(string name, string description, string type = "text") => new(name, type, true, description);

    internal static ActionField May(string name, string description, string type = "text") => new(name, type, false, description);
}
