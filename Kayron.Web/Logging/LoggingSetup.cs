using Kayron.Core.Configuration;

namespace Kayron.Web.Logging;

/// <summary>What is logged: Kayron's own at the configured level, the frameworks' warnings.</summary>
public static class LoggingSetup
{
    private static readonly string[] Frameworks = ["Microsoft", "System", "Hangfire", "OpenTelemetry"];

    public static void AddKayronLogging(this ILoggingBuilder logging, KayronSettings settings, TextWriter output, bool readable)
    {
        logging.ClearProviders();
        logging.SetMinimumLevel(settings.LogLevel);
        foreach (var framework in Frameworks) logging.AddFilter(framework, settings.LogLevel > LogLevel.Warning ? settings.LogLevel : LogLevel.Warning);
        // It warns that keys lie unencrypted on the disk: they lie in a directory of the process's own account.
        logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        logging.Services.AddSingleton<ILoggerProvider>(services => new LineLoggerProvider(
            output, readable ? ReadableFormat.Format : JsonFormat.Format, new Redaction(Secrets(settings)), settings.LogLevel == LogLevel.Debug, services.GetRequiredService<TimeProvider>()));
    }

    private static IEnumerable<string?> Secrets(KayronSettings settings) =>
        [settings.GitHub.Token, settings.GitHub.App?.PrivateKey, settings.AdminToken, settings.WebhookSecret, settings.Aws.SecretAccessKey, settings.Auth.GitHub?.ClientSecret, settings.Auth.Oidc?.ClientSecret,
            .. settings.Notifications.SelectMany(destination => new[] { destination.Secret, destination.Url.AbsoluteUri, destination.Url.PathAndQuery is { Length: > 16 } path ? path : null })];
}
