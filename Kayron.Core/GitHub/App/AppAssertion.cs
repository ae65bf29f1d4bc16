using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Kayron.Core.Configuration;

namespace Kayron.Core.GitHub.App;

/// <summary>
/// What an App shows to get a token: a JSON web token, signed with its key (RS256). GitHub takes one whose end is at most ten minutes ahead of its own clock, and whose
/// beginning is not ahead of it.
/// </summary>
internal static class AppAssertion
{
    private static readonly TimeSpan Before = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan After = TimeSpan.FromMinutes(8);

    /// <param name="now">By GitHub's clock, as far as it is known.</param>
    public static string Sign(GitHubAppSettings app, DateTimeOffset now)
    {
        var header = Encode("""{"alg":"RS256","typ":"JWT"}"""u8);
        var claims = Encode(JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, object> { ["iat"] = (now - Before).ToUnixTimeSeconds(), ["exp"] = (now + After).ToUnixTimeSeconds(), ["iss"] = app.Id }));
        using var key = RSA.Create();
        key.ImportFromPem(app.PrivateKey);
        var signature = key.SignData(Encoding.ASCII.GetBytes($"{header}.{claims}"), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return $"{header}.{claims}.{Encode(signature)}";
    }

    private static string Encode(ReadOnlySpan<byte> bytes) => Base64Url.EncodeToString(bytes);
}
