using System.Globalization;
using System.Text;

namespace Kayron.Sandbox.Aws.Signing;

/// <summary>The <c>aws-chunked</c> bodies in which SDKs upload: chunks, each signed or not, then trailers that carry a checksum.</summary>
public static class ChunkedPayload
{
    /// <exception cref="AwsException">The framing is broken or a chunk's signature does not match.</exception>
    public static byte[] Read(SignedRequest request, Authorization claim, string kind, string secret)
    {
        var signed = kind.StartsWith("STREAMING-AWS4-HMAC-SHA256-PAYLOAD", StringComparison.Ordinal);
        var (previous, position) = (claim.Signature, 0);
        using var payload = new MemoryStream();
        while (true)
        {
            var header = Line(request.Body, ref position).Split(';');
            if (!int.TryParse(header[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var size) || size > request.Body.Length - position) throw Broken();
            var chunk = request.Body.AsSpan(position, size);
            if (signed) previous = Verified(claim, secret, previous, chunk, header);
            payload.Write(chunk);
            position += size;
            if (size == 0) break;
            if (Line(request.Body, ref position).Length > 0) throw Broken();
        }
        ReadTrailers(request, position);
        return payload.ToArray();
    }

    private static string Verified(Authorization claim, string secret, string previous, ReadOnlySpan<byte> chunk, string[] header)
    {
        var text = string.Join('\n', "AWS4-HMAC-SHA256-PAYLOAD", claim.Timestamp, claim.Scope, previous, Signature.Hash([]), Signature.Hash(chunk));
        var expected = Signature.Sign(claim.Scope, secret, text);
        var given = header.FirstOrDefault(part => part.StartsWith("chunk-signature=", StringComparison.Ordinal))?["chunk-signature=".Length..] ?? "";
        return Signature.Same(expected, given) ? expected : throw Refusals.Mismatch(claim.Scope.Service);
    }

    /// <summary>A trailing checksum counts as if it had been sent as a header.</summary>
    private static void ReadTrailers(SignedRequest request, int position)
    {
        while (position < request.Body.Length)
        {
            var trailer = Line(request.Body, ref position).Split(':', 2);
            if (trailer.Length == 2 && trailer[0].StartsWith("x-amz-checksum-", StringComparison.OrdinalIgnoreCase))
                request.Headers[trailer[0]] = trailer[1].Trim();
        }
    }

    private static string Line(byte[] body, ref int position)
    {
        var end = body.AsSpan(position).IndexOf("\r\n"u8);
        if (end < 0) throw Broken();
        var line = Encoding.ASCII.GetString(body, position, end);
        position += end + 2;
        return line;
    }

    private static AwsException Broken() => new("IncompleteBody", "The request body terminated unexpectedly.");
}
