using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace Kayron.Sandbox.SignIn;

/// <summary>The one application that is registered with both of the sandbox's providers.</summary>
public static class SandboxClient
{
    public const string Id = "kayron";
    public const string Secret = "sandbox-client-secret";

    public static bool Proves(string? id, string? secret) =>
        id == Id && secret is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(Secret));

    /// <summary>Registered is this machine, at any port and path; nothing that is given to a browser goes elsewhere.</summary>
    public static bool MayReturnTo(string? address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.Fragment.Length == 0
        && (uri.Host == "localhost" || (IPAddress.TryParse(uri.Host.Trim('[', ']'), out var host) && IPAddress.IsLoopback(host)));
}
