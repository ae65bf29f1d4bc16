namespace Kayron.Sandbox.GitHub.Git;

/// <summary>The references of one repository (<c>refs/heads/main</c> …), kept in git's packed-refs file so that all of them change in one rename.</summary>
public sealed class References
{
    public const string Heads = "refs/heads/";
    public const string Tags = "refs/tags/";

    private readonly string? _file;
    private readonly SortedDictionary<string, string> _byName = new(StringComparer.Ordinal);

    /// <param name="file">Null: they are kept in memory alone.</param>
    public References(string? file)
    {
        _file = file;
        if (!File.Exists(file)) return;
        foreach (var line in File.ReadAllLines(file))
        {
            if (line.Split(' ', 2) is not [{ Length: 40 } sha, { Length: > 0 } name]) throw new InvalidDataException($"{file} holds a line that is not a reference: {line}");
            _byName[name] = sha;
        }
    }

    public IReadOnlyDictionary<string, string> All => _byName;

    public string? Find(string name) => _byName.GetValueOrDefault(name);

    public IEnumerable<KeyValuePair<string, string>> Under(string prefix) => _byName.Where(reference => reference.Key.StartsWith(prefix, StringComparison.Ordinal));

    /// <summary>Branches or tags with the given prefix stripped.</summary>
    public IEnumerable<KeyValuePair<string, string>> Named(string prefix) => Under(prefix).Select(reference => KeyValuePair.Create(reference.Key[prefix.Length..], reference.Value));

    public void Set(string name, string sha)
    {
        if (_byName.GetValueOrDefault(name) == sha) return;
        _byName[name] = sha;
        Save();
    }

    public void Delete(string name)
    {
        if (_byName.Remove(name)) Save();
    }

    private void Save()
    {
        if (_file is not null) AtomicFile.Write(_file, string.Concat(_byName.Select(reference => $"{reference.Value} {reference.Key}\n")));
    }
}
