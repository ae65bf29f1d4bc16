using Kayron.Core.Reconcile.Ports;

namespace Kayron.Core.Templates;

/// <summary>A place in a template where a nested stack is told its template; with <c>Fn::If</c> a stack has two.</summary>
internal sealed record NestedTemplateReference(string LogicalId, TemplateNode Value);

/// <summary>What Kayron needs to know of a template's text.</summary>
internal sealed class TemplateDocument(string text)
{
    private readonly TemplateMapping? _root = TemplateParser.Parse(text) as TemplateMapping;

    public string Text => text;

    public IReadOnlyList<DeclaredParameter> Parameters() =>
        [.. Mapping(_root, "Parameters").Where(parameter => parameter.Value is TemplateMapping).Select(parameter => Declared(parameter.Key, (TemplateMapping)parameter.Value)).DistinctBy(parameter => parameter.Key)];

    public IReadOnlyList<NestedTemplateReference> NestedTemplates() =>
    [
        .. from resource in Mapping(_root, "Resources")
           where resource.Value is TemplateMapping definition && definition.Value("Type") is TemplateScalar { Value: "AWS::CloudFormation::Stack" }
           from properties in ((TemplateMapping)resource.Value).Values("Properties").OfType<TemplateMapping>()
           from url in properties.Values("TemplateURL")
           from place in Places(url)
           select new NestedTemplateReference(resource.Key, place),
    ];

    private static IReadOnlyList<(string Key, TemplateNode Value)> Mapping(TemplateMapping? parent, string key) => (parent?.Value(key) as TemplateMapping)?.Entries ?? [];

    private static DeclaredParameter Declared(string key, TemplateMapping definition) => new(
        key, (definition.Value("Default") as TemplateScalar)?.Value, definition.Value("NoEcho") is TemplateScalar { Value: "true" or "True" or "TRUE" });

    private static IEnumerable<TemplateNode> Places(TemplateNode value) => TemplateFunction.Of(value) is { Name: "If", Argument: TemplateSequence { Items: [_, var then, var otherwise] } }
        ? Places(then).Concat(Places(otherwise))
        : [value];
}
