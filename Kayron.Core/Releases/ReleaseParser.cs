namespace Kayron.Core.Releases;

/// <summary>Reads one file of release definitions and reports everything that is wrong within it.</summary>
public static class ReleaseParser
{
    /// <param name="path">Relative to the root of the releases repository; only used to say where.</param>
    public static ReleaseFile Parse(string path, string text)
    {
        var findings = new FindingList(path);
        var tooLarge = text.Length > ReleaseFiles.MaximumBytes;
        if (tooLarge) findings.Add(FindingCode.TooLarge, YamlMark.Start, $"larger than {ReleaseFiles.MaximumBytes / 1024} KB; split it into several files");
        return Parse(path, tooLarge ? null : ReleaseText.Check(text.StartsWith('\uFEFF') ? text[1..] : text, findings), findings);
    }

    public static ReleaseFile Parse(string path, ReadOnlySpan<byte> bytes)
    {
        var findings = new FindingList(path);
        return Parse(path, ReleaseText.Decode(bytes, findings), findings);
    }

    private static ReleaseFile Parse(string path, string? text, FindingList findings)
    {
        if (text is null) return new ReleaseFile(path, [], findings.InOrder(), IsComplete: false);
        var yaml = new YamlText(text, findings);
        var roots = yaml.Read();
        if (roots.Count == 0 && yaml.IsComplete) findings.Add(FindingCode.EmptyFile, YamlMark.Start, "an empty file; write a list of release definitions, or delete it");
        var definitions = new DefinitionParser(findings);
        List<ReleaseEntry> entries = [];
        foreach (var item in roots.SelectMany(root => Items(root, findings)))
        {
            if (findings.IsFull) break;
            if (definitions.Parse(item) is { } entry) entries.Add(entry);
        }
        return new ReleaseFile(path, entries, findings.InOrder(), yaml.IsComplete && !findings.IsFull);
    }

    private static List<YamlNode> Items(YamlNode root, FindingList findings)
    {
        if (root is YamlSequence list) return list.Items;
        if (root is YamlScalar { IsNull: true }) findings.Add(FindingCode.EmptyFile, YamlMark.Start, "an empty document; write a list of release definitions, or delete the file");
        else if (root is not YamlRefused) findings.Add(FindingCode.WrongKind, root.Mark, $"the file holds {root.Kind}; write a list, each definition starting with '- '");
        return [];
    }
}
