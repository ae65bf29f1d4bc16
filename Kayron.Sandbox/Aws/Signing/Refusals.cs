using Kayron.Sandbox.Aws.Protocols;

namespace Kayron.Sandbox.Aws.Signing;

/// <summary>How each kind of service words that it does not accept a signature.</summary>
public static class Refusals
{
    private const string MismatchText = "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method.";

    public static AwsException NotSigned(SignedRequest request) => request.Header("X-Amz-Target").Length > 0 || request.Method == "POST"
        ? new AwsException("MissingAuthenticationToken", "Request is missing Authentication Token", 403)
        : new AwsException("AccessDenied", "Access Denied", 403);

    public static AwsException UnknownKey(string service) => service switch
    {
        "s3" => new AwsException("InvalidAccessKeyId", "The AWS Access Key Id you provided does not exist in our records.", 403),
        _ when Services.SpeaksJson(service) => new AwsException("UnrecognizedClientException", "The security token included in the request is invalid."),
        _ => new AwsException("InvalidClientTokenId", "The security token included in the request is invalid.", 403),
    };

    public static AwsException ExpiredToken(string service) => service switch
    {
        "s3" => new AwsException("ExpiredToken", "The provided token has expired."),
        _ when Services.SpeaksJson(service) => new AwsException("ExpiredTokenException", "The security token included in the request is expired"),
        _ => new AwsException("ExpiredToken", "The security token included in the request is expired", 403),
    };

    public static AwsException Mismatch(string service) =>
        Services.SpeaksJson(service) ? new AwsException("InvalidSignatureException", MismatchText) : new AwsException("SignatureDoesNotMatch", MismatchText, 403);

    public static AwsException Expired(string service, string timestamp, DateTimeOffset now) => service == "s3"
        ? new AwsException("RequestTimeTooSkewed", "The difference between the request time and the current time is too large.", 403)
        : new AwsException("RequestExpired", $"Request has expired. Signed at {timestamp}, the current time is {now.Iso()}.");
}
