using System.Text.Json;

namespace Kayron.Web.Logging;

/// <summary>Collects the fields of one event. A later one of the same name wins; none can pass for one of ours.</summary>
internal sealed class LogFields
{
    private static readonly HashSet<string> Reserved = ["time", "level", "message", "caller"];

    private readonly List<KeyValuePair<string, object?>> _items = [];

    public IReadOnlyList<KeyValuePair<string, object?>> Items => _items;

    public void AddState(object? state)
    {
        if (state is not IEnumerable<KeyValuePair<string, object?>> pairs) return;
        foreach (var (key, value) in pairs)
        {
            if (key is not ("{OriginalFormat}" or "")) Set(Name(key), value);
        }
    }

    public void AddException(Exception exception, bool withStackTrace)
    {
        Set("error", exception.Message);
        Set("errorType", exception.GetType().Name);
        if (withStackTrace) Set("stack", exception.ToString());
    }

    private void Set(string name, object? value)
    {
        _items.RemoveAll(item => item.Key == name);
        _items.Add(new(name, value));
    }

    private static string Name(string key)
    {
        var name = JsonNamingPolicy.CamelCase.ConvertName(key);
        return Reserved.Contains(name) ? name + "Field" : name;
    }
}
