namespace Kayron.Core.Templates;

/// <summary>A piece of a template that knows where it is written: what is changed is spliced into the text there, so that all else stays byte for byte.</summary>
/// <param name="Start">Index of its first character, its tag included.</param>
/// <param name="End">Index behind its last character that is not white space.</param>
/// <param name="Tag">CloudFormation's short form of a function, <c>!Sub</c>; null: none.</param>
internal abstract record TemplateNode(int Start, int End, int Line, int Column, string? Tag);

internal sealed record TemplateScalar(int Start, int End, int Line, int Column, string? Tag, string Value) : TemplateNode(Start, End, Line, Column, Tag);

internal sealed record TemplateSequence(int Start, int End, int Line, int Column, string? Tag, IReadOnlyList<TemplateNode> Items) : TemplateNode(Start, End, Line, Column, Tag);

/// <param name="Entries">In the order of the text, duplicate keys included.</param>
internal sealed record TemplateMapping(int Start, int End, int Line, int Column, string? Tag, IReadOnlyList<(string Key, TemplateNode Value)> Entries)
    : TemplateNode(Start, End, Line, Column, Tag)
{
    public IEnumerable<TemplateNode> Values(string key) => Entries.Where(entry => entry.Key == key).Select(entry => entry.Value);

    public TemplateNode? Value(string key) => Values(key).FirstOrDefault();
}

/// <summary>An alias. It is never followed: CloudFormation knows none, and a few hundred bytes of them can stand for gigabytes.</summary>
internal sealed record TemplateAlias(int Start, int End, int Line, int Column) : TemplateNode(Start, End, Line, Column, Tag: null);

/// <summary>A value that was not in the text: what is to be written in its place, on one line.</summary>
internal sealed record WrittenNode(string Text) : TemplateNode(Start: 0, End: 0, Line: 0, Column: 0, Tag: null);
