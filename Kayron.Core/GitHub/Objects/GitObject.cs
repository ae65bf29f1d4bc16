using System.Security.Cryptography;
using System.Text;

namespace Kayron.Core.GitHub.Objects;

internal enum GitObjectKind { Blob, Tree }

/// <summary>Git names an object by the digest of its content: whatever does not hash to its name is not what was asked for.</summary>
internal static class GitObject
{
    private const int Sha256Digits = 64;

    public static bool IsSha(string text) => text.Length is 40 or Sha256Digits && text.All(char.IsAsciiHexDigitLower);

    public static bool Matches(GitObjectKind kind, string sha, ReadOnlySpan<byte> content) => sha == Hash(kind, content, sha.Length == Sha256Digits ? HashAlgorithmName.SHA256 : HashAlgorithmName.SHA1);

    private static string Hash(GitObjectKind kind, ReadOnlySpan<byte> content, HashAlgorithmName algorithm)
    {
        using var hash = IncrementalHash.CreateHash(algorithm);
        hash.AppendData(Encoding.ASCII.GetBytes($"{(kind == GitObjectKind.Blob ? "blob" : "tree")} {content.Length}\0"));
        hash.AppendData(content);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
