using System.Globalization;

namespace Kayron.Sandbox.Aws.Signing;

/// <summary>What a request claims about its signature, read from its header or, where it is presigned, from its query.</summary>
public sealed record Authorization(
    string AccessKeyId, CredentialScope Scope, IReadOnlyList<string> SignedHeaders, string Signature, string Timestamp, string? Token, TimeSpan? ValidFor)
{
    public DateTimeOffset? SignedAt =>
        DateTimeOffset.TryParseExact(Timestamp, "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;

    /// <returns>Null where the request carries no signature that can be read.</returns>
    public static Authorization? Read(SignedRequest request)
    {
        if (request.QueryValue("X-Amz-Algorithm") == Signing.Signature.Algorithm) return FromQuery(request);
        var header = request.Header("Authorization");
        if (!header.StartsWith(Signing.Signature.Algorithm + " ", StringComparison.Ordinal)) return null;
        var parts = header[(Signing.Signature.Algorithm.Length + 1)..].Split(',', StringSplitOptions.TrimEntries)
            .Select(part => part.Split('=', 2)).Where(part => part.Length == 2).ToLookup(part => part[0], part => part[1]);
        return Create(
            parts["Credential"].FirstOrDefault(), parts["SignedHeaders"].FirstOrDefault(), parts["Signature"].FirstOrDefault(),
            request.Header("X-Amz-Date"), request.Header("X-Amz-Security-Token"), validFor: null);
    }

    private static Authorization? FromQuery(SignedRequest request) => Create(
        request.QueryValue("X-Amz-Credential"), request.QueryValue("X-Amz-SignedHeaders"), request.QueryValue("X-Amz-Signature"),
        request.QueryValue("X-Amz-Date"), request.QueryValue("X-Amz-Security-Token"),
        int.TryParse(request.QueryValue("X-Amz-Expires"), CultureInfo.InvariantCulture, out var seconds) ? TimeSpan.FromSeconds(seconds) : TimeSpan.Zero);

    private static Authorization? Create(string? credential, string? headers, string? signature, string? timestamp, string? token, TimeSpan? validFor)
    {
        // An access key id may contain a slash in theory; the scope is always the last four parts.
        var parts = credential?.Split('/') ?? [];
        if (parts.Length < 5 || headers is null || signature is null || parts[^1] != "aws4_request") return null;
        return new Authorization(
            string.Join('/', parts[..^4]), new CredentialScope(parts[^4], parts[^3], parts[^2]), headers.Split(';'), signature,
            timestamp ?? "", string.IsNullOrEmpty(token) ? null : token, validFor);
    }
}
