using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Kayron.Sandbox.Aws.Signing;

/// <summary>AWS Signature Version 4: canonical request, string to sign, signature.</summary>
public static partial class Signature
{
    public const string Algorithm = "AWS4-HMAC-SHA256";

    public static string Of(SignedRequest request, CredentialScope scope, IReadOnlyList<string> signedHeaders, string timestamp, string payloadHash, string secret)
    {
        var canonical = string.Join('\n',
            request.Method,
            CanonicalPath(request.Path, scope.Service),
            CanonicalQuery(request),
            string.Concat(signedHeaders.Select(name => $"{name}:{CanonicalHeader(request, name)}\n")),
            string.Join(';', signedHeaders),
            payloadHash);
        return Sign(scope, secret, $"{Algorithm}\n{timestamp}\n{scope}\n{Hash(Encoding.UTF8.GetBytes(canonical))}");
    }

    public static string Sign(CredentialScope scope, string secret, string text)
    {
        var key = Encoding.UTF8.GetBytes("AWS4" + secret);
        foreach (var part in (string[])[scope.Date, scope.Region, scope.Service, "aws4_request", text])
            key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part));
        return Convert.ToHexStringLower(key);
    }

    public static string Hash(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content));

    public static bool Same(string left, string right) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(left), Encoding.UTF8.GetBytes(right));

    /// <summary>S3 signs the path as it was sent; every other service encodes it once more.</summary>
    private static string CanonicalPath(string path, string service) =>
        service == "s3" ? path : string.Join('/', path.Split('/').Select(Uri.EscapeDataString));

    private static string CanonicalQuery(SignedRequest request) =>
        string.Join('&', request.QueryPairs().Where(pair => pair.Key != "X-Amz-Signature")
            .Select(pair => (Name: Uri.EscapeDataString(pair.Key), Value: Uri.EscapeDataString(pair.Value)))
            .OrderBy(pair => pair.Name, StringComparer.Ordinal).ThenBy(pair => pair.Value, StringComparer.Ordinal)
            .Select(pair => $"{pair.Name}={pair.Value}"));

    private static string CanonicalHeader(SignedRequest request, string name) =>
        string.Join(',', request.Headers[name].Select(value => Spaces().Replace((value ?? "").Trim(), " ")));

    [GeneratedRegex(" +", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Spaces();
}

/// <summary>For which day, region and service a signing key holds.</summary>
public sealed record CredentialScope(string Date, string Region, string Service)
{
    public override string ToString() => $"{Date}/{Region}/{Service}/aws4_request";
}
