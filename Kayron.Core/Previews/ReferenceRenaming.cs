using Kayron.Core.Templates;

namespace Kayron.Core.Previews;

/// <summary>Lets references among copied resources follow the copies, in whichever form they are written. All others stay.</summary>
internal sealed class ReferenceRenaming(IReadOnlySet<string> copied, string hash)
{
    public string Rename(string name) => copied.Contains(name) ? name + hash : name;

    public TemplateNode Apply(TemplateNode node) => TemplateFunction.Of(node) switch
    {
        { Name: "Ref" } reference => Replace(node, reference, argument => Named(argument, Rename)),
        { Name: "GetAtt" } attribute => Replace(node, attribute, RenameAttribute),
        { Name: "Sub" } substitution => Replace(node, substitution, RenameSubstitution),
        _ => Descend(node),
    };

    /// <summary>What a resource waits for: a name or a list of names.</summary>
    public TemplateNode ApplyToDependency(TemplateNode dependency) => dependency is TemplateSequence list
        ? list with { Items = [.. list.Items.Select(item => Named(item, Rename))] }
        : Named(dependency, Rename);

    private TemplateNode Descend(TemplateNode node) => node switch
    {
        TemplateMapping mapping => mapping with { Entries = [.. mapping.Entries.Select(entry => (entry.Key, Apply(entry.Value)))] },
        TemplateSequence sequence => sequence with { Items = [.. sequence.Items.Select(Apply)] },
        _ => node,
    };

    private TemplateNode RenameAttribute(TemplateNode argument) => argument switch
    {
        TemplateScalar => Named(argument, name => name.Split('.', 2) is [var resource, var attribute] ? $"{Rename(resource)}.{attribute}" : name),
        TemplateSequence { Items: [var resource, ..] } list => list with { Items = [Named(resource, Rename), .. list.Items.Skip(1).Select(Apply)] },
        _ => argument,
    };

    private TemplateNode RenameSubstitution(TemplateNode argument) => argument switch
    {
        TemplateScalar => Named(argument, text => SubstitutionText.Rename(text, Rename)),
        TemplateSequence { Items: [TemplateScalar text, TemplateMapping variables] } list => list with
        {
            // A variable of the substitution hides what else has its name.
            Items = [Named(text, written => SubstitutionText.Rename(written, name => variables.Value(name) is null ? Rename(name) : name)), Descend(variables)],
        },
        _ => argument,
    };

    /// <summary>The short form is its own argument; the long form is a mapping around it.</summary>
    private static TemplateNode Replace(TemplateNode node, TemplateFunction function, Func<TemplateNode, TemplateNode> rename) =>
        ReferenceEquals(node, function.Argument) ? rename(node) : ((TemplateMapping)node) with { Entries = [(((TemplateMapping)node).Entries[0].Key, rename(function.Argument))] };

    private static TemplateNode Named(TemplateNode node, Func<string, string> rename) => node is TemplateScalar scalar && rename(scalar.Value) is var name && name != scalar.Value
        ? new WrittenNode($"{scalar.Tag} {(scalar.Tag is "!Ref" or "!GetAtt" ? name : TemplateNotation.Quote(name))}".TrimStart())
        : node;
}
