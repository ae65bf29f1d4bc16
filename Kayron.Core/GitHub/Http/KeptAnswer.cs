using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Kayron.Core.GitHub.Http;

/// <summary>An answer of GitHub's with what it is asked conditionally by.</summary>
/// <param name="Key">Address and media type that were asked for.</param>
internal sealed record KeptAnswer(string Key, string? ETag, DateTimeOffset? LastModified, string? ContentType, byte[] Body)
{
    public int Size => Body.Length + Key.Length * 2 + 256;

    public void MakeConditional(HttpRequestMessage request)
    {
        if (ETag is not null && EntityTagHeaderValue.TryParse(ETag, out var tag)) request.Headers.IfNoneMatch.Add(tag);
        else request.Headers.IfModifiedSince = LastModified;
    }

    /// <summary>One line of facts, a digest over all of it among them, and the body: a file that was cut off or altered must not become what GitHub says.</summary>
    public byte[] ToBytes() => [.. JsonSerializer.SerializeToUtf8Bytes(new Facts(Key, ETag, LastModified, ContentType, Digest())), (byte)'\n', .. Body];

    /// <returns>Null where it is not whole, or of another address.</returns>
    public static KeptAnswer? Parse(byte[] bytes, string key)
    {
        try
        {
            var end = Array.IndexOf(bytes, (byte)'\n');
            if (end < 0 || JsonSerializer.Deserialize<Facts>(bytes.AsSpan(0, end)) is not { } facts) return null;
            var answer = new KeptAnswer(facts.Key, facts.ETag, facts.LastModified, facts.ContentType, bytes[(end + 1)..]);
            return facts.Key == key && facts.Digest == answer.Digest() ? answer : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private string Digest()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{Key}\n{ETag}\n{LastModified:O}\n{ContentType}\n"));
        hash.AppendData(Body);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private sealed record Facts(string Key, string? ETag, DateTimeOffset? LastModified, string? ContentType, string Digest);
}
