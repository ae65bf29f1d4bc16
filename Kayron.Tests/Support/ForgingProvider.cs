using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Kayron.Tests.Support;

/// <summary>An OpenID Connect provider that issues whatever ID token a test wants: it has the keys, so that a token can be wrong in one thing and right in all others.</summary>
internal sealed class ForgingProvider : LocalListener
{
    public const string Client = "kayron";
    private const string KeyId = "genuine";

    private readonly RSA _key = RSA.Create(2048);

    public string Issuer => Root;

    /// <summary>What its own description calls it.</summary>
    public string? DescribedIssuer { get; set; }

    /// <summary>The ID token of the next answers.</summary>
    public string Token { get; set; } = "";

    public byte[] PublicKey => Encoding.ASCII.GetBytes(_key.ExportSubjectPublicKeyInfoPem());

    public static Task<ForgingProvider> StartAsync() => StartAsync(new ForgingProvider());

    /// <summary>What an honest provider would say of somebody who has just signed in.</summary>
    public Dictionary<string, object> Claims(string nonce)
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        return new() { ["iss"] = Issuer, ["aud"] = Client, ["sub"] = "00u1", ["iat"] = now, ["nbf"] = now, ["exp"] = now + 300, ["nonce"] = nonce, ["name"] = "Ada", ["groups"] = new[] { "platform" } };
    }

    public static Dictionary<string, object> Header(string algorithm = "RS256") => new() { ["alg"] = algorithm, ["typ"] = "JWT", ["kid"] = KeyId };

    /// <summary>With the provider's own key.</summary>
    public string Sign(Dictionary<string, object> claims, Dictionary<string, object>? header = null) => Sign(claims, _key, header);

    public static string Sign(Dictionary<string, object> claims, RSA key, Dictionary<string, object>? header = null) =>
        Seal(header ?? Header(), claims, content => key.SignData(content, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));

    /// <param name="sign">From what is signed to the signature.</param>
    public static string Seal(Dictionary<string, object> header, Dictionary<string, object> claims, Func<byte[], byte[]> sign)
    {
        var content = $"{Encode(header)}.{Encode(claims)}";
        return $"{content}.{Base64Url.EncodeToString(sign(Encoding.ASCII.GetBytes(content)))}";
    }

    /// <summary>A public key as a document of keys has it.</summary>
    public static Dictionary<string, object> Describe(RSA key)
    {
        var parameters = key.ExportParameters(includePrivateParameters: false);
        return new() { ["kty"] = "RSA", ["use"] = "sig", ["alg"] = "RS256", ["kid"] = KeyId, ["n"] = Base64Url.EncodeToString(parameters.Modulus), ["e"] = Base64Url.EncodeToString(parameters.Exponent) };
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _key.Dispose();
    }

    protected override Task HearAsync(HttpContext context) => context.Response.WriteAsJsonAsync(Answer(context.Request.Path));

    private object Answer(PathString path) => path.Value switch
    {
        "/.well-known/openid-configuration" => new { issuer = DescribedIssuer ?? Issuer, authorization_endpoint = $"{Issuer}/authorize", token_endpoint = $"{Issuer}/token", jwks_uri = $"{Issuer}/jwks" },
        "/jwks" => new { keys = new[] { Describe(_key) } },
        "/token" => new { access_token = "an-access-token", token_type = "Bearer", id_token = Token },
        _ => throw new InvalidOperationException($"Nobody asks for {path} here."),
    };

    private static string Encode(object value) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(value));
}
