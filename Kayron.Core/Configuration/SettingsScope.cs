using System.Globalization;

namespace Kayron.Core.Configuration;

/// <summary>Reads values below one key, and notes every problem under the full key; what is not set there is looked up in the scope around it.</summary>
internal sealed class SettingsScope(string path, IReadOnlyDictionary<string, string> values, List<SettingsProblem> problems, SettingsScope? around = null)
{
    public SettingsScope Within(string name) => new($"{path}:{name}", values, problems, this);

    /// <summary>Notes a problem under the key that holds the value, which may be one that this scope inherits.</summary>
    public void Report(string key, string message) => Note((FindOwner(key) ?? this).FullKey(key), message);

    public string? Text(string key) => values.TryGetValue(FullKey(key), out var text) && text.Length > 0 ? text : around?.Text(key);

    /// <returns>Empty where it is missing, which is a problem.</returns>
    public string Required(string key)
    {
        if (Text(key) is { } text) return text;
        Missing(key);
        return "";
    }

    public void Missing(string key) => Note(FullKey(key), "is missing.");

    public bool IsSet(string key) => FindOwner(key) is not null;

    public T Choice<T>(string key, IReadOnlyDictionary<string, T> choices, T otherwise) where T : struct
    {
        if (Text(key) is not { } text) return otherwise;
        if (choices.TryGetValue(text, out var choice)) return choice;
        Report(key, $"is {Quote(text)}: it must be {OneOf(choices.Keys)}.");
        return otherwise;
    }

    public bool Flag(string key, bool otherwise) => Choice(key, Flags, otherwise);

    public int Number(string key, int otherwise, int least, int most)
    {
        if (Text(key) is not { } text) return otherwise;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most) return number;
        Report(key, $"is {Quote(text)}: it must be a whole number from {least} to {most}.");
        return otherwise;
    }

    public TimeSpan? Duration(string key, TimeSpan least, TimeSpan most)
    {
        if (Text(key) is not { } text) return null;
        if (!DurationText.TryParse(text, out var duration)) Report(key, $"is {Quote(text)}: it must be a duration such as 250ms, 10s, 1m or 1.00:00:00.");
        else if (duration < least || duration > most) Report(key, $"is {Quote(text)}: it must be from {DurationText.Format(least)} to {DurationText.Format(most)}.");
        else return duration;
        return null;
    }

    /// <summary>An absolute http or https address. The text is not repeated: it may hold credentials.</summary>
    public Uri? Address(string key)
    {
        if (Text(key) is not { } text) return null;
        if (Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" && address is { UserInfo: "", Query: "", Fragment: "" }) return address;
        Report(key, "must be an address such as https://github.example.com/, without user, query and fragment.");
        return null;
    }

    /// <summary>The items of a list. Items are not mixed with those of the scope around: who sets a list, sets all of it.</summary>
    /// <returns>Null where nothing is set; empty where an empty list is.</returns>
    public IReadOnlyList<string>? List(string key)
    {
        var items = Below(key).OrderBy(pair => int.TryParse(pair.Key, out var index) ? index : int.MaxValue).Select(pair => pair.Value).ToList();
        if (items.Count > 0) return items;
        return values.TryGetValue(FullKey(key), out var text) ? text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) : around?.List(key);
    }

    /// <summary>The items of a list of things that have keys of their own. They inherit nothing; like <see cref="List"/>, who sets a list sets all of it.</summary>
    public IReadOnlyList<SettingsScope> Items(string key)
    {
        if (FindOwner(key) is not { } owner) return [];
        if (values.GetValueOrDefault(owner.FullKey(key)) is { Length: > 0 }) Report(key, "holds a list, each item with keys of its own, not a value.");
        return [.. owner.Below(key).Select(pair => pair.Key.Split(':')[0]).Distinct(StringComparer.OrdinalIgnoreCase)
            .OrderBy(name => int.TryParse(name, out var index) ? index : int.MaxValue).ThenBy(name => name, StringComparer.Ordinal)
            .Select(name => new SettingsScope(owner.FullKey($"{key}:{name}"), values, problems))];
    }

    /// <summary>Pairs, written as keys below this one or as <c>key:value,key:value</c>, over those of the scope around.</summary>
    public IReadOnlyDictionary<string, string> Pairs(string key)
    {
        var pairs = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in around?.Pairs(key) ?? new Dictionary<string, string>()) pairs[name] = value;
        if (values.TryGetValue(FullKey(key), out var text)) ReadPairs(key, text, pairs);
        foreach (var (name, value) in Below(key)) pairs[name] = value;
        return pairs;
    }

    private void ReadPairs(string key, string text, SortedDictionary<string, string> pairs)
    {
        var parts = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        foreach (var (index, part) in parts.Index())
        {
            var colon = part.IndexOf(':');
            // The part is not repeated: parameters may be secrets.
            if (colon <= 0) Report(key, $"must be key:value,key:value; its part {index + 1} has no key and colon.");
            else pairs[part[..colon].Trim()] = part[(colon + 1)..].Trim();
        }
    }

    private IEnumerable<KeyValuePair<string, string>> Below(string key)
    {
        var prefix = FullKey(key) + ':';
        return values.Where(pair => pair.Key.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)).Select(pair => KeyValuePair.Create(pair.Key[prefix.Length..], pair.Value));
    }

    private SettingsScope? FindOwner(string key) => values.ContainsKey(FullKey(key)) || Below(key).Any() ? this : around?.FindOwner(key);

    private void Note(string fullKey, string message)
    {
        var problem = new SettingsProblem(ShortVariables.Describe(fullKey), message);
        if (!problems.Contains(problem)) problems.Add(problem);
    }

    private string FullKey(string key) => $"{path}:{key}";

    public static string Quote(string text) => $"\"{string.Concat(text.Select(character => char.IsControl(character) ? ' ' : character))}\"";

    private static string OneOf(IEnumerable<string> words) => words.ToArray() is [.. var first, var last] ? $"{string.Join(", ", first)} or {last}" : "";

    private static readonly Dictionary<string, bool> Flags = new(StringComparer.OrdinalIgnoreCase) { ["true"] = true, ["false"] = false };
}
