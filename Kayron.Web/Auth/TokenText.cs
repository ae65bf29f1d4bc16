using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Kayron.Web.Auth;

/// <summary>The text of a token, which exists outside the database alone, and its hash, which is stored.</summary>
public static class TokenText
{
    /// <summary>256 random bits. The prefix lets scanners for leaked secrets recognise it.</summary>
    public static string Generate() => $"kayron_{Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32))}";

    /// <summary>Plain SHA-256 is enough: a token is random, not a password somebody chose.</summary>
    public static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
