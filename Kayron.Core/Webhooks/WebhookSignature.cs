using System.Security.Cryptography;
using System.Text;

namespace Kayron.Core.Webhooks;

/// <summary>GitHub's signature of a webhook: HMAC-SHA-256 over the body as it came, in <c>X-Hub-Signature-256: sha256=HEX</c>. The older one over SHA-1 does not count.</summary>
public static class WebhookSignature
{
    public const string Header = "X-Hub-Signature-256";
    private const string Prefix = "sha256=";

    /// <returns>The signature that a header claims; null where it holds none.</returns>
    public static byte[]? Parse(string header)
    {
        if (!header.StartsWith(Prefix, StringComparison.Ordinal) || header.Length != Prefix.Length + HMACSHA256.HashSizeInBytes * 2) return null;
        var signature = new byte[HMACSHA256.HashSizeInBytes];
        return Convert.FromHexString(header.AsSpan(Prefix.Length), signature, out _, out _) == System.Buffers.OperationStatus.Done ? signature : null;
    }

    public static async Task<byte[]> ComputeAsync(string secret, Stream body, CancellationToken cancellationToken) =>
        await HMACSHA256.HashDataAsync(Encoding.UTF8.GetBytes(secret), body, cancellationToken);

    /// <summary>Takes the same time wherever they differ.</summary>
    public static bool Matches(byte[] computed, byte[] claimed) => CryptographicOperations.FixedTimeEquals(computed, claimed);
}
