namespace Kayron.Core.Releases;

/// <summary>Collects what is wrong with one file, up to a bound: a file of nonsense must not become a gigabyte of messages.</summary>
internal sealed class FindingList(string file)
{
    private const int Maximum = 1000;
    private readonly List<Finding> _findings = [];

    public string File => file;

    public bool IsFull => _findings.Count > Maximum;

    public IReadOnlyList<Finding> InOrder() => [.. _findings.OrderBy(finding => finding.Location.Line).ThenBy(finding => finding.Location.Column)];

    public SourceLocation Locate(YamlMark mark) => new(file, mark.Line, mark.Column);

    public bool HasAt(string code, int line) => _findings.Exists(finding => finding.Code == code && finding.Location.Line == line);

    public void Add(string code, YamlMark mark, string message)
    {
        if (IsFull) return;
        _findings.Add(_findings.Count < Maximum
            ? new Finding(code, message, Locate(mark))
            : new Finding(FindingCode.TooManyFindings, $"more than {Maximum} findings; the rest of this file is not shown", Locate(mark)));
    }
}
