using System.Net;
using System.Net.Sockets;
using Kayron.Core.Reconcile;

namespace Kayron.Core.Notifications;

/// <summary>
/// Where notifications may go. Cloud machines answer at link-local addresses with their credentials: nothing is sent there, whatever name leads to it; the
/// address is looked at when it is connected to, so that a name that changes meanwhile helps nobody.
/// </summary>
public static class DestinationGuard
{
    private static readonly IPNetwork[] Refused =
        [.. new[] { "0.0.0.0/8", "169.254.0.0/16", "224.0.0.0/4", "240.0.0.0/4", "100.100.100.200/32", "fe80::/10", "ff00::/8", "fd00:ec2::/32", "::/128" }.Select(text => IPNetwork.Parse(text))];

    public static bool Allows(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return !Refused.Any(network => network.Contains(plain));
    }

    /// <summary>https, or http on this machine.</summary>
    public static bool Allows(Uri address) =>
        (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback)) && address.UserInfo.Length == 0
        && !(IPAddress.TryParse(address.Host.Trim('[', ']'), out var literal) && !Allows(literal));

    /// <summary>Follows no redirect, uses no proxy, keeps no cookie.</summary>
    public static SocketsHttpHandler CreateTransport() => new()
    {
        AllowAutoRedirect = false, UseCookies = false, UseProxy = false, ConnectTimeout = TimeSpan.FromSeconds(5), PooledConnectionLifetime = TimeSpan.FromMinutes(2), ConnectCallback = ConnectAsync,
    };

    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var addresses = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, cancellationToken);
        var allowed = addresses.Where(Allows).ToArray();
        if (allowed.Length == 0) throw new BlockedException($"{context.DnsEndPoint.Host} leads to an address that nothing is sent to (link-local, metadata or multicast)");
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, context.DnsEndPoint.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
