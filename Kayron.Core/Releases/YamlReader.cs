using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Kayron.Core.Releases;

/// <summary>
/// Reads text into nodes event by event. Neither nesting nor aliases are ever expanded: YamlDotNet's own tree loader overflows the stack on 60 KB of <c>[</c>,
/// and an alias bomb is a few hundred bytes.
/// </summary>
internal sealed class YamlReader(TextReader text, int firstLine, FindingList findings)
{
    private const int MaximumDepth = 16;
    private const int MaximumNodes = 50_000;

    private readonly Parser _parser = new(new Scanner(text, skipComments: true));
    private readonly List<YamlNode> _roots = [];
    private int _nodes;

    /// <summary>Null after the end of the text; else the error that ended the reading.</summary>
    public (YamlMark Mark, string Message)? Error { get; private set; }

    /// <summary>True where reading on makes no sense, whatever follows.</summary>
    public bool Abandoned { get; private set; }

    /// <summary>One root for each document; the last is cut off where an error ended the reading.</summary>
    public IReadOnlyList<YamlNode> Read()
    {
        try
        {
            ReadDocuments();
        }
        catch (YamlException error)
        {
            Error = (Locate(error.Start), error.Message);
        }
        catch (InvalidOperationException)
        {
            // YamlDotNet's own parser loses its way, for instance at an alias behind "...".
            Error = (Locate(_parser.Current?.End ?? Mark.Empty), "it makes no sense here");
        }
        if ((Error is not null || Abandoned) && _roots.Count > 0) _roots[^1].CutOff();
        return _roots;
    }

    private YamlMark Locate(Mark mark) => new((int)mark.Line + firstLine - 1, (int)mark.Column);

    private void ReadDocuments()
    {
        var documents = 0;
        while (!Abandoned && _parser.MoveNext() && _parser.Current is { } current)
        {
            Abandoned = findings.IsFull;
            if (current is DocumentStart start) ReportSecondDocument(start, documents++);
            else if (current is NodeEvent or AnchorAlias) ReadInto(_roots, current, depth: 1);
        }
    }

    private void ReportSecondDocument(DocumentStart start, int before)
    {
        var continues = before == 0 && (firstLine == 1 || start.IsImplicit);
        if (!continues) findings.Add(FindingCode.SecondDocument, Locate(start.Start), "a second YAML document starts here; put all definitions of a file into one list");
    }

    private void ReadInto(List<YamlNode> siblings, ParsingEvent current, int depth)
    {
        if (!IsWithinBounds(current, depth)) return;
        if (current is NodeEvent node) RefuseDecoration(node);
        var mark = Locate(current.Start);
        switch (current)
        {
            case Scalar scalar:
                siblings.Add(new YamlScalar(mark, scalar.Value, scalar.Style == ScalarStyle.Plain));
                break;
            case SequenceStart:
                var sequence = new YamlSequence(mark);
                siblings.Add(sequence);
                ReadChildren<SequenceEnd>(sequence.Items, depth);
                break;
            case MappingStart:
                var mapping = new YamlMapping(mark);
                siblings.Add(mapping);
                ReadChildren<MappingEnd>(mapping.KeysAndValues, depth);
                break;
            default:
                findings.Add(FindingCode.Alias, mark, "aliases are not read; write the value out");
                siblings.Add(new YamlRefused(mark));
                break;
        }
    }

    private void ReadChildren<TEnd>(List<YamlNode> children, int depth) where TEnd : ParsingEvent
    {
        while (!Abandoned && _parser.MoveNext() && _parser.Current is { } child and not TEnd) ReadInto(children, child, depth + 1);
    }

    private bool IsWithinBounds(ParsingEvent current, int depth)
    {
        if (depth <= MaximumDepth && ++_nodes <= MaximumNodes) return true;
        var message = depth > MaximumDepth ? $"nested deeper than {MaximumDepth} levels; a release definition needs three" : $"more than {MaximumNodes} values in one file; split it";
        findings.Add(depth > MaximumDepth ? FindingCode.TooDeep : FindingCode.TooLarge, Locate(current.Start), message);
        Abandoned = true;
        return false;
    }

    private void RefuseDecoration(NodeEvent current)
    {
        if (!current.Anchor.IsEmpty) findings.Add(FindingCode.Alias, Locate(current.Start), "anchors are not read; write the value out where it is needed");
        if (!current.Tag.IsEmpty && !current.Tag.IsNonSpecific) findings.Add(FindingCode.Alias, Locate(current.Start), "tags such as !!str are not read; leave them out");
    }
}
