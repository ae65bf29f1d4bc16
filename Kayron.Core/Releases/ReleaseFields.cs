namespace Kayron.Core.Releases;

/// <summary>One key of a mapping with its value.</summary>
internal sealed record ReleaseField(string Key, YamlMark KeyMark, YamlNode Value);

/// <summary>Reads a mapping with known keys, each at most once, and values of the kinds that release definitions know.</summary>
internal sealed class ReleaseFields
{
    private readonly Dictionary<string, ReleaseField> _fields = [];
    private readonly FindingList _findings;

    public ReleaseFields(YamlMapping mapping, IReadOnlyList<string> known, FindingList findings)
    {
        _findings = findings;
        foreach (var (key, value) in mapping.Entries()) Add(key, value, known);
    }

    public ReleaseField? Find(string key) => _fields.GetValueOrDefault(key);

    /// <summary>The text of a value, quoted or not; null where there is none, which is reported.</summary>
    public string? ReadText(ReleaseField field, string expected)
    {
        if (field.Value is YamlScalar { IsNull: false } scalar) return scalar.Value;
        ReportKind(field, expected);
        return null;
    }

    /// <summary>A boolean written as such: YAML takes a quoted <c>"true"</c> for text, and so do other readers of these files.</summary>
    public bool? ReadBoolean(ReleaseField field, string code, string expected)
    {
        if (field.Value is not YamlScalar { IsNull: false } scalar)
        {
            ReportKind(field, expected);
            return null;
        }
        if (scalar is { IsPlain: true, Value: "true" or "True" or "TRUE" }) return true;
        if (scalar is { IsPlain: true, Value: "false" or "False" or "FALSE" }) return false;
        _findings.Add(code, scalar.Mark, $"{field.Key} is {(scalar.IsPlain ? "" : "the quoted text ")}{Quote.Of(scalar.Value)}; write {expected}, without quotes");
        return null;
    }

    public void ReportKind(ReleaseField field, string expected)
    {
        if (field.Value is YamlRefused) return;
        var mark = field.Value is YamlScalar { IsNull: true } ? field.KeyMark : field.Value.Mark;
        _findings.Add(FindingCode.WrongKind, mark, $"{field.Key} holds {field.Value.Kind}; write {expected}");
    }

    private void Add(YamlNode key, YamlNode value, IReadOnlyList<string> known)
    {
        if (key is not YamlScalar { Value: var name })
        {
            if (key is not YamlRefused) _findings.Add(FindingCode.WrongKind, key.Mark, $"a key is {key.Kind}; the keys here are {string.Join(", ", known)}");
            return;
        }
        if (name == "<<" && value is YamlRefused) return;
        if (!known.Contains(name)) _findings.Add(FindingCode.UnknownKey, key.Mark, $"unknown key {Quote.Of(name)}; the keys here are {string.Join(", ", known)}");
        else if (_fields.TryGetValue(name, out var first)) _findings.Add(FindingCode.DuplicateKey, key.Mark, $"{name} is written twice, first on line {first.KeyMark.Line}; keep one");
        else _fields.Add(name, new ReleaseField(name, key.Mark, value));
    }
}
