using Kayron.Core.Configuration;
using Kayron.Web.Hosting;

namespace Kayron.Web.Cli;

/// <summary>Where configuration comes from, weakest first: the sandbox, <c>appsettings.json</c>, the dotenv file, environment variables.</summary>
public sealed class ConfigurationSources
{
    /// <summary>Where GitHub and AWS are real.</summary>
    public static IReadOnlyDictionary<string, string?> NoDefaults { get; } = new Dictionary<string, string?>();

    private readonly IDictionary<string, string> _variables;

    private ConfigurationSources(IDictionary<string, string> variables, string directory) => (_variables, Directory) = (variables, directory);

    /// <summary>Where <c>appsettings.json</c> lies.</summary>
    public string Directory { get; }

    public static ConfigurationSources Open(string? envFile, CommandContext context)
    {
        DotEnvFile.Load(envFile, context);
        return new ConfigurationSources(context.Variables, ApplicationDirectory.Find(context.WorkingDirectory));
    }

    /// <summary>The tier alone; anything that is none ends the command before it reads further.</summary>
    public Tier ReadTier()
    {
        var (tier, problem) = ProcessTier.Read(Build(NoDefaults));
        return tier ?? throw new CommandException(ExitCode.Usage, problem!);
    }

    /// <param name="defaults">Weakest of all; what the sandbox supplies.</param>
    public KayronSettings Read(IReadOnlyDictionary<string, string?> defaults) => SettingsReader.Read(WithMatchingToken(Build(defaults), defaults), Directory) switch
    {
        SettingsResult.Valid(var settings) => settings,
        SettingsResult.Invalid(var problems) => throw new CommandException(ExitCode.Usage, string.Join(Environment.NewLine, problems)),
        _ => throw new InvalidOperationException("A third kind of result."),
    };

    /// <summary>A token or an App belongs to an address: one that is meant for github.com is of no use at the sandbox, and none of its business.</summary>
    private static IConfigurationRoot WithMatchingToken(IConfigurationRoot configuration, IReadOnlyDictionary<string, string?> defaults)
    {
        if (!defaults.TryGetValue("Kayron:GitHub:Url", out var sandbox)) return configuration;
        if ((configuration["KAYRON_GITHUB_URL"] ?? configuration["Kayron:GitHub:Url"]) == sandbox)
        {
            configuration["KAYRON_GITHUB_TOKEN"] = defaults["Kayron:GitHub:Token"];
            foreach (var key in new[] { "Id", "InstallationId", "PrivateKey" }) configuration[$"Kayron:GitHub:App:{key}"] = null;
        }
        return configuration;
    }

    private IConfigurationRoot Build(IReadOnlyDictionary<string, string?> defaults)
    {
        var builder = new ConfigurationBuilder()
            .AddInMemoryCollection(defaults)
            .AddJsonFile(Path.Combine(Directory, "appsettings.json"), optional: true)
            .AddInMemoryCollection(_variables.Select(variable => KeyValuePair.Create(variable.Key.Replace("__", ":", StringComparison.Ordinal), (string?)variable.Value)));
        try
        {
            return (IConfigurationRoot)builder.Build();
        }
        catch (Exception failure) when (failure is InvalidDataException or FormatException or IOException)
        {
            throw new CommandException(ExitCode.Usage, $"{Path.Combine(Directory, "appsettings.json")} cannot be read: {(failure.InnerException ?? failure).Message}", failure);
        }
    }
}
