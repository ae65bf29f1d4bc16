using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Kayron.Sandbox.GitHub.Model;

namespace Kayron.Sandbox.GitHub.Rest;

/// <summary>Verifies what an App signs (a JSON web token, RS256) as GitHub does, and refuses in GitHub's words.</summary>
internal static class AppAssertions
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    public static Application Verify(GitHubRequest request)
    {
        var header = request.Http.Headers.Authorization.ToString();
        if (!header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) || header["Bearer ".Length..].Split('.') is not [var head, var body, var signature]) throw Refused("A JSON web token could not be decoded");
        var claims = Decode(head, body, out var algorithm);
        if (algorithm != "RS256" || claims is not { Issuer: { } issuer }) throw Refused("A JSON web token could not be decoded");
        var application = request.World.Applications.All.FirstOrDefault(known => $"{known.Id}" == issuer) ?? throw new ReplyException(Reply.Problem(404, "Integration not found"));
        if (!IsSigned(application, $"{head}.{body}", signature)) throw Refused("A JSON web token could not be decoded");
        if (claims.Issued is not { } issued || issued > request.Now) throw Refused("'Issued at' claim ('iat') must be an Integer representing the time that the assertion was issued");
        if (claims.Expires is not { } expires || expires <= request.Now) throw Refused("'Expiration time' claim ('exp') must be a numeric value representing the future time at which the assertion expires");
        return expires - request.Now > Longest ? throw Refused("'Expiration time' claim ('exp') is too far in the future") : application;
    }

    private static ReplyException Refused(string message) => new(Reply.Problem(401, message));

    private static Claims? Decode(string head, string body, out string? algorithm)
    {
        algorithm = null;
        try
        {
            using var header = JsonDocument.Parse(Base64Url.DecodeFromChars(head));
            algorithm = header.RootElement.GetProperty("alg").GetString();
            using var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(body));
            var root = claims.RootElement;
            return new Claims(root.TryGetProperty("iss", out var issuer) ? issuer.ToString() : null, Time(root, "iat"), Time(root, "exp"));
        }
        catch (Exception malformed) when (malformed is FormatException or JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }

    private static DateTimeOffset? Time(JsonElement claims, string name) =>
        claims.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var seconds) && seconds is > 0 and < 100_000_000_000 ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;

    private static bool IsSigned(Application application, string signed, string signature)
    {
        try
        {
            using var key = RSA.Create();
            key.ImportFromPem(application.PublicKey);
            return key.VerifyData(Encoding.ASCII.GetBytes(signed), Base64Url.DecodeFromChars(signature), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private sealed record Claims(string? Issuer, DateTimeOffset? Issued, DateTimeOffset? Expires);
}
