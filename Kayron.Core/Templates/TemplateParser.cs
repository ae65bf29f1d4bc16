using Kayron.Core.Releases;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Kayron.Core.Templates;

/// <summary>A template that cannot be read, and where.</summary>
internal sealed class TemplateSyntaxException(string code, string message, int line, int column) : Exception(message)
{
    public string Code => code;
    public int Line => line;
    public int Column => column;
}

/// <summary>
/// YAML (and with it JSON) to nodes, event by event: YamlDotNet's own tree overflows the stack on deep nesting, which ends the process.
/// </summary>
internal sealed class TemplateParser
{
    /// <summary>Far beyond what anyone nests, far below what recursion bears.</summary>
    private const int MaximumDepth = 100;

    private readonly string _text;
    private readonly int _offset;
    private readonly Parser _parser;

    private TemplateParser(string text)
    {
        _text = text;
        // The parser does not count a byte order mark.
        _offset = text.StartsWith('\uFEFF') ? 1 : 0;
        _parser = new Parser(new Scanner(new StringReader(text[_offset..]), skipComments: true));
    }

    /// <returns>Null where the text holds nothing.</returns>
    public static TemplateNode? Parse(string text)
    {
        var parser = new TemplateParser(text);
        try
        {
            return parser.ReadDocument();
        }
        catch (YamlException error)
        {
            throw new TemplateSyntaxException(TemplateFindingCode.Syntax, Quote.Path(error.Message), (int)error.Start.Line, (int)error.Start.Column);
        }
        catch (InvalidOperationException)
        {
            // YamlDotNet's parser loses its way on some input and says it so.
            var mark = parser._parser.Current?.End ?? Mark.Empty;
            throw new TemplateSyntaxException(TemplateFindingCode.Syntax, "This makes no sense here.", (int)mark.Line, (int)mark.Column);
        }
    }

    private TemplateNode? ReadDocument()
    {
        TemplateNode? root = null;
        while (_parser.MoveNext())
        {
            if (_parser.Current is not (NodeEvent or AnchorAlias)) continue;
            if (root is not null) throw Refuse(TemplateFindingCode.Syntax, "A second YAML document starts here; a template is one.");
            root = Read(depth: 1);
        }
        return root;
    }

    private TemplateNode Read(int depth)
    {
        if (depth > MaximumDepth) throw Refuse(TemplateFindingCode.TooDeep, $"This is nested deeper than {MaximumDepth} levels.");
        return _parser.Current switch
        {
            Scalar scalar => new TemplateScalar(IndexOf(scalar.Start), EndOf(scalar.Start, scalar.End), Line(scalar), Column(scalar), TagOf(scalar), scalar.Value),
            SequenceStart start => ReadSequence(start, depth),
            MappingStart start => ReadMapping(start, depth),
            AnchorAlias alias => new TemplateAlias(IndexOf(alias.Start), EndOf(alias.Start, alias.End), Line(alias), Column(alias)),
            _ => throw Refuse(TemplateFindingCode.Syntax, "A value is missing here."),
        };
    }

    private TemplateSequence ReadSequence(SequenceStart start, int depth)
    {
        List<TemplateNode> items = [];
        while (_parser.MoveNext() && _parser.Current is not SequenceEnd) items.Add(Read(depth + 1));
        return new(IndexOf(start.Start), EndOfCollection(']', items.LastOrDefault()), Line(start), Column(start), TagOf(start), items);
    }

    private TemplateMapping ReadMapping(MappingStart start, int depth)
    {
        List<(string Key, TemplateNode Value)> entries = [];
        while (_parser.MoveNext() && _parser.Current is not MappingEnd)
        {
            var key = Read(depth + 1);
            if (!_parser.MoveNext()) break;
            entries.Add(((key as TemplateScalar)?.Value ?? "", Read(depth + 1)));
        }
        return new(IndexOf(start.Start), EndOfCollection('}', entries.LastOrDefault().Value), Line(start), Column(start), TagOf(start), entries);
    }

    /// <summary>
    /// Behind its bracket, which is where the parser says that it ends. A collection without one is said to end where the next token starts, comments between left
    /// behind: its last child knows better.
    /// </summary>
    private int EndOfCollection(char bracket, TemplateNode? last)
    {
        var end = IndexOf(_parser.Current!.Start);
        return end < _text.Length && _text[end] == bracket ? end + 1 : last?.End ?? end;
    }

    private int EndOf(Mark start, Mark end)
    {
        var (first, last) = (IndexOf(start), IndexOf(end));
        while (last > first && char.IsWhiteSpace(_text[last - 1])) last--;
        return last;
    }

    private int IndexOf(Mark mark) => (int)mark.Index + _offset;

    private static int Line(ParsingEvent at) => (int)at.Start.Line;

    private static int Column(ParsingEvent at) => (int)at.Start.Column;

    private static string? TagOf(NodeEvent node) => node.Tag.IsEmpty || node.Tag.IsNonSpecific ? null : node.Tag.Value;

    private TemplateSyntaxException Refuse(string code, string message) => new(code, message, Line(_parser.Current!), Column(_parser.Current!));
}
