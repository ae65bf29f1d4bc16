using Microsoft.Extensions.Configuration;

namespace Kayron.Core.Configuration;

/// <summary>The tier of the process itself. It decides one thing before all else: whether the sandbox may run.</summary>
public static class ProcessTier
{
    public const string Variable = "KAYRON_ENVIRONMENT";

    /// <returns>The tier (development where nothing is set), or one sentence that says what is wrong. An empty value is wrong: an unset shell variable must not start the sandbox.</returns>
    public static (Tier? Tier, string? Problem) Read(IConfiguration configuration) => (configuration[Variable] ?? configuration["Kayron:Environment"]) switch
    {
        null or "development" => (Tier.Development, null),
        "testing" => (Tier.Testing, null),
        "staging" => (Tier.Staging, null),
        "production" => (Tier.Production, null),
        var other => (null, $"{Variable} is \"{Printable(other)}\": it must be development, testing, staging or production."),
    };

    private static string Printable(string text) => string.Concat(text.Select(character => char.IsControl(character) ? ' ' : character));
}
