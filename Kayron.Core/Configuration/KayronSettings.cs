using System.Net;
using Kayron.Core.Notifications;
using Microsoft.Extensions.Logging;

namespace Kayron.Core.Configuration;

/// <summary>The whole configuration of a process, validated: a value of this type can be run.</summary>
public sealed record KayronSettings
{
    /// <summary>Of the process itself: in development it runs on the sandbox.</summary>
    public Tier Tier { get; init; }
    public required IReadOnlyList<EnvironmentSettings> Environments { get; init; }
    public required GitHubSettings GitHub { get; init; }
    public AwsSettings Aws { get; init; } = new();

    /// <summary>Directory for the database, keys and caches; absolute.</summary>
    public required string Data { get; init; }
    public string HttpHost { get; init; } = "127.0.0.1";
    public int HttpPort { get; init; } = 7777;

    /// <summary>Names that a proxy on this machine passes on; on a loopback address any other but localhost is refused.</summary>
    public IReadOnlyList<string> HttpHosts { get; init; } = [];
    /// <summary>Where people reach the dashboard, with a slash at its end; null: on this host alone.</summary>
    public Uri? PublicUrl { get; init; }

    /// <summary>Proxies whose <c>X-Forwarded-For</c> and <c>X-Forwarded-Proto</c> are believed; anybody else could write there what they like.</summary>
    public IReadOnlyList<IPNetwork> HttpProxies { get; init; } = [];

    /// <summary>Who may sign in, and with which role.</summary>
    public AuthSettings Auth { get; init; } = new();

    /// <summary>Who is told what happens.</summary>
    public IReadOnlyList<NotificationSettings> Notifications { get; init; } = [];

    /// <summary>A second address that serves metrics and nothing else, to anyone who reaches it; null: none.</summary>
    public Uri? MetricsUrl { get; init; }
    public RetentionSettings Retention { get; init; } = RetentionSettings.Default;
    public LogLevel LogLevel { get; init; } = LogLevel.Information;
    public bool RunServer { get; init; } = true;
    public bool RunWorker { get; init; } = true;

    /// <summary>The first administrator's API token; null: one is generated and printed once.</summary>
    public string? AdminToken { get; init; }

    /// <summary>Shared with GitHub to sign webhooks; null: none are accepted.</summary>
    public string? WebhookSecret { get; init; }

    public ImageSettings Images { get; init; } = new();

    public EnvironmentSettings? FindEnvironment(string name) => Environments.FirstOrDefault(environment => environment.Name == name);
}

/// <param name="Token">Empty where an App stands in for it.</param>
/// <param name="Url">API base address; null: github.com's.</param>
public sealed record GitHubSettings(string Token, Uri? Url = null)
{
    /// <summary>In place of the token.</summary>
    public GitHubAppSettings? App { get; init; }

    /// <summary>What GitHub tells callers apart by, and limits them by: the token, or the installation, whatever token it has at the moment.</summary>
    public string Identity => App is null ? Token : App.ToString();

    /// <summary>Records every deployment at GitHub.</summary>
    public bool Deployments { get; init; } = true;

    /// <summary>Writes comments on pull requests.</summary>
    public bool Comments { get; init; } = true;

    /// <summary>Where people look at commits: the API's host, without its <c>api.</c> prefix or path.</summary>
    public Uri Website => Url is null ? new Uri("https://github.com/") : new Uri(Url.GetLeftPart(UriPartial.Authority));
}

/// <summary>Set for the sandbox alone; otherwise the AWS SDK's own variables and credential chain apply.</summary>
public sealed record AwsSettings(Uri? EndpointUrl = null, string? AccessKeyId = null, string? SecretAccessKey = null);
