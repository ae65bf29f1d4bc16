namespace Kayron.Core.Templates;

/// <summary>An intrinsic function in either of its forms: <c>!Sub "…"</c> or <c>Fn::Sub: "…"</c>.</summary>
/// <param name="Name">Without <c>Fn::</c> or <c>!</c>; null: the node is no function.</param>
internal readonly record struct TemplateFunction(string? Name, TemplateNode Argument)
{
    public static TemplateFunction Of(TemplateNode node) => node switch
    {
        { Tag: { } tag } when tag.StartsWith('!') => new(tag[1..], node),
        TemplateMapping { Entries: [{ Key: "Ref", Value: var name }] } => new("Ref", name),
        TemplateMapping { Entries: [var only] } when only.Key.StartsWith("Fn::", StringComparison.Ordinal) => new(only.Key["Fn::".Length..], only.Value),
        _ => new(null, node),
    };
}
