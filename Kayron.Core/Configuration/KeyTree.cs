namespace Kayron.Core.Configuration;

/// <summary>Keys that exist, as a tree: <c>*</c> stands for one name, <c>**</c> for everything below.</summary>
internal sealed class KeyTree
{
    private readonly Dictionary<string, KeyTree> _children = new(StringComparer.OrdinalIgnoreCase);
    private bool _holdsValue, _holdsAnything;

    public KeyTree(IEnumerable<string> patterns)
    {
        foreach (var pattern in patterns) Add(pattern.Split(':'));
    }

    private KeyTree() { }

    /// <summary>The first part of a key that does not exist, and what it may have meant.</summary>
    /// <param name="isSection">Whether it holds further keys, or none yet, instead of a value.</param>
    /// <returns>Null where the key is known.</returns>
    public (string Path, string Message)? FindUnknown(string key, bool isSection = false)
    {
        var node = this;
        var parts = key.Split(':');
        for (var index = 0; index < parts.Length; index++)
        {
            if (node._holdsAnything) return null;
            if (!node._children.TryGetValue(parts[index], out var child) && !node._children.TryGetValue("*", out child))
                return (string.Join(':', parts[..(index + 1)]), node.Unknown(parts[index]));
            node = child;
        }
        return isSection || node._holdsValue || node._holdsAnything ? null : (key, "holds further keys, not a value.");
    }

    private void Add(ReadOnlySpan<string> parts)
    {
        if (parts.IsEmpty) _holdsValue = true;
        else if (parts[0] == "**") _holdsAnything = true;
        else
        {
            if (!_children.TryGetValue(parts[0], out var child)) _children[parts[0]] = child = new KeyTree();
            child.Add(parts[1..]);
        }
    }

    private string Unknown(string name) => (Spelling.Nearest(name, _children.Keys), _children.Count) switch
    {
        (_, 0) => "does not exist: the key above it holds a value.",
        ({ } meant, _) => $"does not exist; did you mean {meant}?",
        _ => $"does not exist; known here are {string.Join(", ", _children.Keys.Order(StringComparer.Ordinal))}.",
    };
}
