using Kayron.Core.Templates;

namespace Kayron.Core.Previews;

/// <summary>Copies of nodes with something else in them.</summary>
internal static class TemplateEdits
{
    public static TemplateMapping MappingOf(params IReadOnlyList<(string Key, TemplateNode Value)> entries) => new(0, 0, 0, 0, null, entries);

    public static TemplateSequence SequenceOf(params IReadOnlyList<TemplateNode> items) => new(0, 0, 0, 0, null, items);

    public static TemplateMapping Without(this TemplateMapping mapping, params ReadOnlySpan<string> keys)
    {
        List<(string, TemplateNode)> kept = [];
        foreach (var entry in mapping.Entries)
            if (!keys.Contains(entry.Key)) kept.Add(entry);
        return mapping with { Entries = kept };
    }

    public static TemplateMapping With(this TemplateMapping mapping, string key, TemplateNode value) => mapping.Value(key) is null
        ? mapping with { Entries = [.. mapping.Entries, (key, value)] }
        : mapping with { Entries = [.. mapping.Entries.Select(entry => entry.Key == key ? (key, value) : entry)] };

    /// <summary>Changes a value where there is one.</summary>
    public static TemplateMapping Change<T>(this TemplateMapping mapping, string key, Func<T, TemplateNode> change) where T : TemplateNode =>
        mapping.Value(key) is T value ? mapping.With(key, change(value)) : mapping;
}
