namespace Kayron.Core.Releases;

/// <summary>Reads a whole file, and goes on behind syntax errors at the next list item, so that one run shows every fault.</summary>
internal sealed class YamlText(string text, FindingList findings)
{
    private const int MaximumErrors = 100;
    private readonly List<YamlNode> _roots = [];
    private string _text = "";
    private string[] _lines = [];

    /// <summary>False where parts of the text could not be read.</summary>
    public bool IsComplete { get; private set; } = true;

    public IReadOnlyList<YamlNode> Read()
    {
        _text = TabCheck.Replace(text, findings);
        _lines = _text.Split('\n');
        var line = 1;
        for (var errors = 0; line > 0 && errors <= MaximumErrors; errors++) line = ReadFrom(line);
        return _roots;
    }

    /// <summary>Reads from a line on; answers the line to go on from after an error, else 0.</summary>
    private int ReadFrom(int line)
    {
        var reader = new YamlReader(new Rest(_text, _lines.Take(line - 1).Sum(before => before.Length + 1)), line, findings);
        var roots = reader.Read();
        _roots.AddRange(roots);
        IsComplete &= reader.Error is null && !reader.Abandoned;
        if (reader.Error is not { } error || reader.Abandoned) return 0;

        var list = roots.Count > 0 ? roots[^1] as YamlSequence : null;
        var lastItem = list is { Items.Count: > 0 } ? list.Items[^1].Mark.Line : line;
        var next = NextItem(Math.Max(lastItem, line) + 1, list?.Mark.Column ?? 1);
        if (!TabsExplain(line, next)) findings.Add(FindingCode.YamlSyntax, error.Mark, $"not valid YAML: {Describe(error.Message)}");
        return next;
    }

    private int NextItem(int from, int column)
    {
        for (var line = from; line <= _lines.Length; line++)
        {
            var content = _lines[line - 1].TrimEnd('\r');
            if (content.StartsWith("---", StringComparison.Ordinal)) return line;
            var indented = content.Length >= column && string.IsNullOrWhiteSpace(content[..(column - 1)]) && content[column - 1] == '-';
            if (indented && (content.Length == column || content[column] == ' ')) return line;
        }
        return 0;
    }

    /// <summary>A tab was reported within the part that could not be read: the parser's own words about it would only confuse.</summary>
    private bool TabsExplain(int from, int next)
    {
        var end = next == 0 ? _lines.Length : next - 1;
        return Enumerable.Range(from, end - from + 1).Any(line => findings.HasAt(FindingCode.Tab, line));
    }

    private static string Describe(string message)
    {
        var words = message.TrimEnd('.');
        return words.Length == 0 ? "it cannot be read" : char.ToLowerInvariant(words[0]) + words[1..];
    }

    /// <summary>The text from a place on, without a copy of it: a file may have many errors.</summary>
    private sealed class Rest(string text, int start) : TextReader
    {
        private int _next = start;

        public override int Peek() => _next < text.Length ? text[_next] : -1;

        public override int Read() => _next < text.Length ? text[_next++] : -1;
    }
}
