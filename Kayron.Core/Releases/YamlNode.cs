namespace Kayron.Core.Releases;

/// <summary>Place in a file, counting from 1; columns in UTF-16 units, as editors do.</summary>
internal readonly record struct YamlMark(int Line, int Column)
{
    public static YamlMark Start { get; } = new(1, 1);
}

/// <summary>A piece of YAML that knows where it is written.</summary>
internal abstract class YamlNode(YamlMark mark)
{
    public YamlMark Mark => mark;

    /// <summary>False where a syntax error cut the node off: what is missing from it may be written all the same.</summary>
    public bool IsComplete { get; private set; } = true;

    public abstract string Kind { get; }

    /// <summary>The nodes directly below, in the order of the text.</summary>
    public virtual IReadOnlyList<YamlNode> Children => [];

    public void CutOff()
    {
        for (var node = this; node is not null; node = node.Children.Count > 0 ? node.Children[^1] : null) node.IsComplete = false;
    }
}

internal sealed class YamlScalar(YamlMark mark, string value, bool isPlain) : YamlNode(mark)
{
    public string Value => value;

    public bool IsPlain => isPlain;

    public bool IsNull => isPlain && value is "" or "~" or "null" or "Null" or "NULL";

    public override string Kind => IsNull ? "nothing" : $"the value {Quote.Of(value)}";
}

internal sealed class YamlSequence(YamlMark mark) : YamlNode(mark)
{
    public List<YamlNode> Items { get; } = [];

    public override string Kind => "a list";

    public override IReadOnlyList<YamlNode> Children => Items;
}

internal sealed class YamlMapping(YamlMark mark) : YamlNode(mark)
{
    /// <summary>Keys and values in turn, duplicates included.</summary>
    public List<YamlNode> KeysAndValues { get; } = [];

    public override string Kind => "a mapping";

    public override IReadOnlyList<YamlNode> Children => KeysAndValues;

    /// <summary>A key whose value was cut off is left out.</summary>
    public IEnumerable<(YamlNode Key, YamlNode Value)> Entries()
    {
        for (var index = 0; index + 1 < KeysAndValues.Count; index += 2) yield return (KeysAndValues[index], KeysAndValues[index + 1]);
    }
}

/// <summary>Stands where something was refused and reported: whoever meets it says no more about it.</summary>
internal sealed class YamlRefused(YamlMark mark) : YamlNode(mark)
{
    public override string Kind => "an alias";
}
