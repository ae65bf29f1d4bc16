using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;

namespace Kayron.Web.Hosting;

/// <summary>The address to serve on is in use, or may not be used.</summary>
public sealed class AddressTakenException(string host, int port, Exception cause)
    : Exception($"Cannot serve on {host}:{port}: {Reason(cause)}. Stop what uses it, or choose another with KAYRON_HTTP_HOST and KAYRON_HTTP_PORT.", cause)
{
    public static bool Explains(IOException failure) => failure.InnerException is AddressInUseException or SocketException;

    private static string Reason(Exception cause) => cause.InnerException is SocketException { SocketErrorCode: not SocketError.AddressAlreadyInUse } socket ? socket.Message : "the address is taken";
}
