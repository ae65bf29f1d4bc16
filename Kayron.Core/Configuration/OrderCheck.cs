namespace Kayron.Core.Configuration;

/// <summary>Whether environments wait for each other in a way that can end: by order, by soak, or by both together.</summary>
internal static class OrderCheck
{
    public static IEnumerable<SettingsProblem> Find(IReadOnlyList<EnvironmentSettings> environments) => environments.SelectMany(environment =>
        Find(environments, environment).Select(problem => new SettingsProblem($"Kayron:Environments:{environment.Name}:Policies:{problem.Key}", problem.Message)));

    /// <param name="environment">One of the others, or how it would be with other policies.</param>
    /// <returns>Keys below <c>Policies</c>, and what is wrong with each.</returns>
    public static IEnumerable<(string Key, string Message)> Find(IReadOnlyList<EnvironmentSettings> environments, EnvironmentSettings environment)
    {
        var all = environments.Select(each => each.Name == environment.Name ? environment : each).ToList();
        return WaitsFor(environment).Select(wait => Check(all, environment.Name, wait)).OfType<(string, string)>();
    }

    private static (string Key, string Message)? Check(IReadOnlyList<EnvironmentSettings> environments, string start, (string Key, string Name) wait) =>
        environments.All(each => each.Name != wait.Name) ? (wait.Key, $"is \"{wait.Name}\", which is no environment.")
        : Circle(environments, start, [start, wait.Name]) is { } circle ? (wait.Key, $"goes round in a circle: {string.Join(" waits for ", circle)}.")
        : null;

    private static List<string>? Circle(IReadOnlyList<EnvironmentSettings> environments, string start, List<string> way)
    {
        if (way[^1] == start) return way;
        var next = environments.FirstOrDefault(each => each.Name == way[^1]) is { } here ? WaitsFor(here).Select(wait => wait.Name) : [];
        return next.Where(name => name == start || !way.Contains(name)).Select(name => Circle(environments, start, [.. way, name])).FirstOrDefault(found => found is not null);
    }

    private static IEnumerable<(string Key, string Name)> WaitsFor(EnvironmentSettings environment)
    {
        if (environment.Policies.Order.After is { Length: > 0 } after) yield return ("Order:After", after);
        if (environment.Policies.Soak?.Environment is { Length: > 0 } soak) yield return ("Soak:Environment", soak);
    }
}
