using System.Buffers.Binary;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;

namespace Kayron.Sandbox.Aws.S3;

/// <summary>The checksums that clients send along with an object; a wrong one is refused.</summary>
public static class Checksums
{
    private const string Prefix = "x-amz-checksum-";

    private static readonly Lazy<ulong[]> Crc32 = new(() => Table(0xEDB88320));
    private static readonly Lazy<ulong[]> Crc32C = new(() => Table(0x82F63B78));
    private static readonly Lazy<ulong[]> Crc64Nvme = new(() => Table(0x9A6C9329AC4BC9B5));

    /// <returns>The checksum headers that were verified, to be given back when the object is read.</returns>
    public static Dictionary<string, string> Verified(IHeaderDictionary headers, byte[] content)
    {
        if (headers["Content-MD5"].ToString() is { Length: > 0 } md5 && md5 != Convert.ToBase64String(MD5Of(content)))
            throw new AwsException("BadDigest", "The Content-MD5 you specified did not match what we received.");
        var verified = new Dictionary<string, string>();
        foreach (var (name, value) in headers.Where(header => header.Key.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)).ToList())
        {
            var algorithm = name[Prefix.Length..].ToLowerInvariant();
            if (Compute(algorithm, content) is not { } expected) continue;
            if (value.ToString() != Convert.ToBase64String(expected))
                throw new AwsException("BadDigest", $"The {algorithm.ToUpperInvariant()} you specified did not match the calculated checksum.");
            verified[Prefix + algorithm] = value.ToString();
        }
        return verified;
    }

    /// <summary>S3 calls the digest of the content its ETag; MD5 is its choice, not a protection.</summary>
    public static string ETag(byte[] content) => $"\"{Convert.ToHexStringLower(MD5Of(content))}\"";

    private static byte[]? Compute(string algorithm, byte[] content) => algorithm switch
    {
        "crc32" => Cyclic(Crc32.Value, uint.MaxValue, content, 4),
        "crc32c" => Cyclic(Crc32C.Value, uint.MaxValue, content, 4),
        "crc64nvme" => Cyclic(Crc64Nvme.Value, ulong.MaxValue, content, 8),
#pragma warning disable CA5350 // The client chooses the algorithm; it detects broken transfers, nothing more.
        "sha1" => SHA1.HashData(content),
#pragma warning restore CA5350
        "sha256" => SHA256.HashData(content),
        _ => null,
    };

    private static ulong[] Table(ulong polynomial)
    {
        var table = new ulong[256];
        for (var index = 0; index < table.Length; index++)
        {
            var value = (ulong)index;
            for (var bit = 0; bit < 8; bit++) value = (value & 1) == 1 ? (value >> 1) ^ polynomial : value >> 1;
            table[index] = value;
        }
        return table;
    }

    private static byte[] Cyclic(ulong[] table, ulong initial, byte[] content, int length)
    {
        var value = initial;
        foreach (var item in content) value = table[(value ^ item) & 0xFF] ^ (value >> 8);
        var bytes = new byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, value ^ initial);
        return bytes[^length..];
    }

#pragma warning disable CA5351 // The protocol prescribes MD5.
    private static byte[] MD5Of(byte[] content) => MD5.HashData(content);
#pragma warning restore CA5351
}
