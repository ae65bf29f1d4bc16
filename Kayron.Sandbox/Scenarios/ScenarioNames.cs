using System.Globalization;
using Kayron.Sandbox.Scenarios.Acme;

namespace Kayron.Sandbox.Scenarios;

/// <summary>Which scenario a name stands for.</summary>
internal static class ScenarioNames
{
    public static IScenario Find(string name) => name switch
    {
        "acme" => new AcmeScenario(),
        "empty" => new EmptyScenario(),
        _ when name.StartsWith("scale:", StringComparison.Ordinal) && ScaleOf(name["scale:".Length..]) is { } scale => scale,
        _ => throw new SandboxException($"There is no scenario {name}: use acme, empty or scale:ENVIRONMENTSxSERVICES (up to {ScaleScenario.MostEnvironments} environments and {ScaleScenario.MostServices} services)."),
    };

    private static ScaleScenario? ScaleOf(string size) =>
        size.Split('x') is [var environments, var services]
        && int.TryParse(environments, NumberStyles.None, CultureInfo.InvariantCulture, out var wide) && wide is > 0 and <= ScaleScenario.MostEnvironments
        && int.TryParse(services, NumberStyles.None, CultureInfo.InvariantCulture, out var deep) && deep is > 0 and <= ScaleScenario.MostServices
            ? new ScaleScenario(wide, deep)
            : null;
}
