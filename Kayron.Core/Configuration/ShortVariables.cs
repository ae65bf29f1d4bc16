using System.Collections.Frozen;

namespace Kayron.Core.Configuration;

/// <summary>The short environment variables and the keys they stand for. They keep a container that ran the Go operator working unchanged.</summary>
public static class ShortVariables
{
    public static FrozenDictionary<string, string> Keys { get; } = new Dictionary<string, string>
    {
        ["KAYRON_ENVIRONMENT"] = "Kayron:Environment",
        ["KAYRON_CLOUDFORMATION_STACK"] = "Kayron:Stack",
        ["KAYRON_CLOUDFORMATION_PARAMETERS"] = "Kayron:Parameters",
        ["KAYRON_CLOUDFORMATION_TAGS"] = "Kayron:Tags",
        ["KAYRON_GITHUB_TOKEN"] = "Kayron:GitHub:Token",
        ["KAYRON_GITHUB_URL"] = "Kayron:GitHub:Url",
        ["KAYRON_RELEASE_SOURCE"] = "Kayron:ReleaseSource",
        ["KAYRON_S3_BUCKET"] = "Kayron:Bucket",
        ["KAYRON_WEBHOOK_SECRET"] = "Kayron:WebhookSecret",
        ["KAYRON_HTTP_HOST"] = "Kayron:Http:Host",
        ["KAYRON_HTTP_PORT"] = "Kayron:Http:Port",
        ["KAYRON_PUBLIC_URL"] = "Kayron:Http:PublicUrl",
        ["KAYRON_LOG_LEVEL"] = "Kayron:LogLevel",
        ["KAYRON_RUN_SERVER"] = "Kayron:RunServer",
        ["KAYRON_RUN_WORKER"] = "Kayron:RunWorker",
        ["KAYRON_APPROVALS"] = "Kayron:Approvals",
        ["KAYRON_INTERVAL"] = "Kayron:Interval",
        ["KAYRON_DATA"] = "Kayron:Data",
        ["KAYRON_DATABASE"] = "Kayron:Database",
        ["KAYRON_ADMIN_TOKEN"] = "Kayron:AdminToken",
        ["KAYRON_METRICS_URL"] = "Kayron:MetricsUrl",
        ["AWS_REGION"] = "Kayron:Region",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>Read by the commands that speak to a running Kayron, not by Kayron's own configuration.</summary>
    private static readonly string[] Others = ["KAYRON_URL", "KAYRON_API_TOKEN"];

    private static readonly FrozenDictionary<string, string> ByKey =
        Keys.ToFrozenDictionary(pair => pair.Value, pair => pair.Key, StringComparer.OrdinalIgnoreCase);

    /// <summary>The key as people are told of it: with its short variable where there is one.</summary>
    public static string Describe(string key) => ByKey.TryGetValue(key, out var variable) ? $"{key} ({variable})" : key;

    /// <summary>The known variable that a set one probably means; null where it is known, or like none (container runtimes set <c>KAYRON_PORT_7777_TCP</c> and such).</summary>
    public static string? Misspelt(string variable) =>
        !variable.StartsWith("KAYRON_", StringComparison.OrdinalIgnoreCase) || Keys.ContainsKey(variable) || Others.Contains(variable, StringComparer.OrdinalIgnoreCase)
            ? null
            : Spelling.Nearest(variable, Keys.Keys.Concat(Others), furthest: 2);
}
