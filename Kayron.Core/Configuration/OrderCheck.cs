namespace Kayron.Core.Configuration;

/// <summary>Whether environments wait for each other in a way that can end.</summary>
internal static class OrderCheck
{
    public static IEnumerable<SettingsProblem> Find(IReadOnlyList<EnvironmentSettings> environments) => environments.SelectMany(environment => new[]
    {
        Check(environments, environment, "Order:After", each => each.Policies.Order.After), Check(environments, environment, "Soak:Environment", each => each.Policies.Soak?.Environment),
    }).OfType<SettingsProblem>();

    private static SettingsProblem? Check(IReadOnlyList<EnvironmentSettings> environments, EnvironmentSettings environment, string key, Func<EnvironmentSettings, string?> waitsFor)
    {
        if (waitsFor(environment) is not { Length: > 0 } name) return null;
        string? message = null;
        if (environments.All(each => each.Name != name)) message = $"is \"{name}\", which is no environment.";
        else if (Circle(environments, environment, waitsFor) is { } circle) message = $"goes round in a circle: {string.Join(" waits for ", circle)}.";
        return message is null ? null : new SettingsProblem($"Kayron:Environments:{environment.Name}:Policies:{key}", message);
    }

    private static List<string>? Circle(IReadOnlyList<EnvironmentSettings> environments, EnvironmentSettings start, Func<EnvironmentSettings, string?> waitsFor)
    {
        List<string> way = [start.Name];
        while (environments.FirstOrDefault(each => each.Name == way[^1]) is { } here && waitsFor(here) is { } next && way.Count <= environments.Count)
        {
            way.Add(next);
            if (next == start.Name) return way;
        }
        return null;
    }
}
