using System.Net;
using System.Security.Cryptography;
using Kayron.Core.Configuration;
using Kayron.Sandbox;
using Kayron.Web.Hosting;

namespace Kayron.Web.Sandbox;

/// <summary>The webhook between the embedded GitHub and this process: a file that is saved is seen at once.</summary>
public static class SandboxHooks
{
    /// <summary>A secret is made where nobody configured one. It is kept nowhere: both ends of it are in this process.</summary>
    public static KayronSettings WithSecret(KayronSettings settings) =>
        settings.WebhookSecret is null ? settings with { WebhookSecret = RandomNumberGenerator.GetHexString(64, lowercase: true) } : settings;

    /// <param name="address">Where this process serves; null: it does not, and hears of nothing.</param>
    public static Task ConnectAsync(SandboxHost sandbox, Uri? address, KayronSettings settings, CancellationToken cancellationToken) =>
        address is null || settings.WebhookSecret is null
            ? Task.CompletedTask
            : sandbox.SendHooksAsync(new Uri(new UriBuilder(address) { Host = Local(address.Host) }.Uri, Routes.Webhook), settings.WebhookSecret, cancellationToken);

    /// <summary>What serves on every address of the machine is none that can be called.</summary>
    private static string Local(string host) => IPAddress.TryParse(host.Trim('[', ']'), out var address) && (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any)) ? "127.0.0.1" : host;
}
