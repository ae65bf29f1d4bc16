using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Kayron.Core.Configuration;

/// <summary>Turns configuration into settings that can be run, or into the complete list of what is wrong with it.</summary>
public static class SettingsReader
{
    private const string Root = "Kayron";
    private const int LeastTokenLength = 32;

    private static readonly Dictionary<string, LogLevel> LogLevels = new()
    {
        ["debug"] = LogLevel.Debug, ["info"] = LogLevel.Information, ["warning"] = LogLevel.Warning, ["error"] = LogLevel.Error,
    };

    /// <param name="directory">That relative paths start from: where <c>appsettings.json</c> lies.</param>
    public static SettingsResult Read(IConfiguration configuration, string directory)
    {
        var (tier, wrongTier) = ProcessTier.Read(configuration);
        if (tier is null) return new SettingsResult.Invalid([new SettingsProblem(ProcessTier.Variable, wrongTier![(ProcessTier.Variable.Length + 1)..])]);

        var problems = new List<SettingsProblem>();
        var values = Flatten(configuration);
        ReportUnknownKeys(configuration, values, problems);
        ReportAwsAddresses(configuration, problems);
        var settings = ReadProcess(new SettingsScope(Root, values, problems), tier.Value, EnvironmentNames(configuration), directory);
        ReportSharedStacks(settings.Environments, problems);
        problems.AddRange(OrderCheck.Find(settings.Environments));
        return problems.Count == 0
            ? new SettingsResult.Valid(settings)
            : new SettingsResult.Invalid([.. problems.OrderBy(problem => problem.Key, StringComparer.Ordinal)]);
    }

    private static KayronSettings ReadProcess(SettingsScope root, Tier tier, IReadOnlyList<string> environments, string directory)
    {
        // The text is not repeated: a connection string holds a password.
        if (root.Text("Database") is not (null or "sqlite")) root.Report("Database", "must be sqlite; PostgreSQL is not supported by this version.");
        var gitHub = GitHubReader.Read(root, directory);
        var (runServer, runWorker) = (root.Flag("RunServer", otherwise: true), root.Flag("RunWorker", otherwise: true));
        if (!runServer && !runWorker) root.Report("RunWorker", "is false, and so is Kayron:RunServer (KAYRON_RUN_SERVER): nothing would run.");
        var described = ReadEnvironments(root, tier, environments, gitHub.Url);
        return new KayronSettings
        {
            Tier = tier,
            Environments = described,
            GitHub = gitHub,
            Aws = new AwsSettings(root.Address("Aws:EndpointUrl"), root.Text("Aws:AccessKeyId"), root.Text("Aws:SecretAccessKey")),
            Data = Path.GetFullPath(root.Text("Data") ?? "data", directory),
            HttpHost = ReadHost(root),
            HttpPort = root.Number("Http:Port", otherwise: 7777, least: 0, most: ushort.MaxValue),
            HttpHosts = root.List("Http:Hosts") ?? [],
            PublicUrl = ReadPublicUrl(root),
            HttpProxies = ReadProxies(root),
            Auth = AuthReader.Read(root, described),
            Notifications = NotificationReader.Read(root, described),
            MetricsUrl = root.Address("MetricsUrl"),
            Retention = ReadRetention(root),
            LogLevel = root.Choice("LogLevel", LogLevels, LogLevel.Information),
            RunServer = runServer,
            RunWorker = runWorker,
            AdminToken = ReadAdminToken(root),
            WebhookSecret = root.Text("WebhookSecret"),
            Images = ImageSettings.Read(root.Within("Images")),
        };
    }

    /// <summary>Those that are configured; where there are none, the one that the process is named for.</summary>
    private static IReadOnlyList<EnvironmentSettings> ReadEnvironments(SettingsScope root, Tier tier, IReadOnlyList<string> names, Uri? gitHub) =>
        names.Count == 0
            ? [EnvironmentReader.Read(root, tier.ToString().ToLowerInvariant(), gitHub)]
            : [.. names.Select(name => EnvironmentReader.Read(root.Within($"Environments:{name}"), name, gitHub)).OrderBy(environment => environment.Tier).ThenBy(environment => environment.Name, StringComparer.Ordinal)];

    private static RetentionSettings ReadRetention(SettingsScope root)
    {
        TimeSpan Read(string key, TimeSpan otherwise) => root.Duration($"Retention:{key}", TimeSpan.FromDays(1), TimeSpan.FromDays(3650)) ?? otherwise;
        var otherwise = RetentionSettings.Default;
        return new RetentionSettings(Read("Runs", otherwise.Runs), Read("Deployments", otherwise.Deployments), Read("Audit", otherwise.Audit));
    }

    private static string ReadHost(SettingsScope root)
    {
        var host = root.Text("Http:Host") ?? "127.0.0.1";
        if (host != "localhost" && !IPAddress.TryParse(host, out _)) root.Report("Http:Host", "must be an IP address or localhost.");
        return host;
    }

    /// <summary>Pages are served from the root of their host: a path before them would lead nowhere.</summary>
    private static Uri? ReadPublicUrl(SettingsScope root)
    {
        var address = root.Address("Http:PublicUrl");
        if (address is not null && address.AbsolutePath != "/") root.Report("Http:PublicUrl", "must be an address without a path, such as https://kayron.example.com/.");
        return address;
    }

    private static IReadOnlyList<IPNetwork> ReadProxies(SettingsScope root)
    {
        var networks = new List<IPNetwork>();
        foreach (var text in root.List("Http:Proxies") ?? [])
        {
            if (IPAddress.TryParse(text, out var address)) networks.Add(new IPNetwork(address, address.GetAddressBytes().Length * 8));
            else if (IPNetwork.TryParse(text, out var network)) networks.Add(network);
            else root.Report("Http:Proxies", $"holds \"{text}\": it must be an IP address or a network such as 10.0.0.0/8.");
        }
        return networks;
    }

    private static string? ReadAdminToken(SettingsScope root)
    {
        var token = root.Text("AdminToken");
        if (token is { Length: < LeastTokenLength }) root.Report("AdminToken", $"must have at least {LeastTokenLength} characters.");
        return token;
    }

    private static Dictionary<string, string> Flatten(IConfiguration configuration)
    {
        var values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (key, value) in configuration.GetSection(Root).AsEnumerable())
        {
            if (value is not null) values[key] = value.Trim();
        }
        foreach (var (variable, key) in ShortVariables.Keys)
        {
            if (configuration[variable] is { Length: > 0 } value) values[key] = value.Trim();
        }
        return values;
    }

    private static IReadOnlyList<string> EnvironmentNames(IConfiguration configuration) =>
        [.. configuration.GetSection($"{Root}:Environments").GetChildren().Select(child => child.Key)];

    private static void ReportUnknownKeys(IConfiguration configuration, Dictionary<string, string> values, List<SettingsProblem> problems)
    {
        var sections = configuration.GetSection(Root).AsEnumerable(makePathsRelative: true).Where(each => each.Value is null && each.Key.Length > 0).Select(each => each.Key);
        var unknown = values.Keys.Select(key => KnownKeys.Tree.FindUnknown(key[(Root.Length + 1)..]))
            .Concat(sections.Select(key => KnownKeys.Tree.FindUnknown(key, isSection: true))).OfType<(string Path, string Message)>().Distinct();
        problems.AddRange(unknown.Select(found => new SettingsProblem($"{Root}:{found.Path}", found.Message)));
        foreach (var child in configuration.GetChildren())
        {
            if (ShortVariables.Misspelt(child.Key) is { } meant) problems.Add(new SettingsProblem(child.Key, $"does not exist; did you mean {meant}?"));
        }
    }

    /// <summary>The SDK reads these by itself, and says of a wrong one only with its first call that it is none, not which variable it is in.</summary>
    private static void ReportAwsAddresses(IConfiguration configuration, List<SettingsProblem> problems) =>
        problems.AddRange(configuration.GetChildren().Where(child => child.Key.StartsWith("AWS_ENDPOINT_URL", StringComparison.OrdinalIgnoreCase) && child.Value is { Length: > 0 })
            .Where(child => !(Uri.TryCreate(child.Value, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"))
            .Select(child => new SettingsProblem(child.Key, "must be an address such as https://vpce-0123.cloudformation.us-west-2.vpce.amazonaws.com/.")));

    /// <summary>Two loops on one stack would undo each other's work for ever.</summary>
    private static void ReportSharedStacks(IReadOnlyList<EnvironmentSettings> environments, List<SettingsProblem> problems)
    {
        foreach (var shared in environments.Where(environment => environment.Stack.Length > 0).GroupBy(environment => (environment.Stack, environment.Region, environment.RoleArn)).Where(group => group.Count() > 1))
        {
            var names = string.Join(" and ", shared.Select(environment => environment.Name));
            problems.Add(new SettingsProblem($"{Root}:Environments:{shared.Last().Name}:Stack", $"is \"{shared.Key.Stack}\", which {names} would both update."));
        }
    }
}
