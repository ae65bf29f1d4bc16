using Kayron.Sandbox.Aws.Sts;

namespace Kayron.Sandbox.Aws.Signing;

/// <summary>Checks a request's signature and says who sent it.</summary>
public sealed class Authenticator(AwsContext context, Sessions sessions)
{
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(15);

    /// <exception cref="AwsException">The request is unsigned, signed by an unknown or expired key, too old, or its signature does not match.</exception>
    public (AwsCall Call, byte[] Payload) Authenticate(SignedRequest request, string requestId)
    {
        if (Authorization.Read(request) is not { } claim) throw Refusals.NotSigned(request);
        var identity = sessions.Find(claim.AccessKeyId, claim.Token) ?? throw Refusals.UnknownKey(claim.Scope.Service);
        if (identity.Expired) throw Refusals.ExpiredToken(claim.Scope.Service);
        CheckTime(claim);
        var hash = PayloadHash(request, claim);
        if (!Signature.Same(Signature.Of(request, claim.Scope, claim.SignedHeaders, claim.Timestamp, hash, identity.Secret), claim.Signature))
            throw Refusals.Mismatch(claim.Scope.Service);
        if (!claim.SignedHeaders.Contains("host")) throw Refusals.Mismatch(claim.Scope.Service);
        var payload = PayloadOf(request, claim, hash, identity.Secret);
        return (new AwsCall(claim.Scope.Service, identity.Account, identity.Arn, identity.UserId, requestId), payload);
    }

    private void CheckTime(Authorization claim)
    {
        if (claim.SignedAt is not { } signed) throw Refusals.Mismatch(claim.Scope.Service);
        if (claim.ValidFor is { } validFor)
        {
            if (context.Now > signed + validFor) throw new AwsException("AccessDenied", "Request has expired", 403);
            return;
        }
        if ((context.Now - signed).Duration() > Skew) throw Refusals.Expired(claim.Scope.Service, claim.Timestamp, context.Now);
    }

    private static string PayloadHash(SignedRequest request, Authorization claim)
    {
        if (claim.ValidFor is not null && claim.Scope.Service == "s3") return "UNSIGNED-PAYLOAD";
        var declared = request.Header("X-Amz-Content-Sha256");
        return declared.Length > 0 && claim.Scope.Service == "s3" ? declared : Signature.Hash(request.Body);
    }

    private static byte[] PayloadOf(SignedRequest request, Authorization claim, string hash, string secret)
    {
        if (hash.StartsWith("STREAMING-", StringComparison.Ordinal)) return ChunkedPayload.Read(request, claim, hash, secret);
        if (hash != "UNSIGNED-PAYLOAD" && hash != Signature.Hash(request.Body))
            throw new AwsException("XAmzContentSHA256Mismatch", "The provided 'x-amz-content-sha256' header does not match what was computed.");
        return request.Body;
    }
}
