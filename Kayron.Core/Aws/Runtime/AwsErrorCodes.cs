using System.Net;
using Amazon.Runtime;

namespace Kayron.Core.Aws.Runtime;

/// <summary>What the services' error codes mean. Judged by code, not by type, so that the official packages' exceptions would mean the same.</summary>
internal static class AwsErrorCodes
{
    private static readonly HashSet<string> Throttling =
    [
        "Throttling", "ThrottlingException", "ThrottledException", "RequestThrottled", "RequestThrottledException", "TooManyRequestsException",
        "RequestLimitExceeded", "BandwidthLimitExceeded", "SlowDown", "ProvisionedThroughputExceededException", "PriorRequestNotComplete", "EC2ThrottledException",
    ];

    private static readonly HashSet<string> Transient =
    [
        "RequestTimeout", "RequestTimeoutException", "InternalFailure", "InternalError", "InternalServerError", "InternalServiceException", "ServerException",
        "ServiceUnavailable", "ServiceUnavailableException", "ConditionalRequestConflict", "OperationAborted", "OperationInProgressException",
        "InvalidChangeSetStatus", "InvalidChangeSetStatusException", "PaginationTokenExpiredException",
    ];

    private static readonly HashSet<string> Credentials =
    [
        "ExpiredToken", "ExpiredTokenException", "InvalidClientTokenId", "UnrecognizedClientException", "InvalidAccessKeyId", "InvalidToken", "AuthFailure",
        "SignatureDoesNotMatch", "InvalidSignatureException", "IncompleteSignature", "MissingAuthenticationToken", "MissingAuthenticationTokenException",
        "RequestExpired", "RequestTimeTooSkewed", "TokenRefreshRequired", "NotSignedUp", "OptInRequired",
    ];

    private static readonly HashSet<string> Denied =
        ["AccessDenied", "AccessDeniedException", "UnauthorizedOperation", "UnauthorizedException", "Forbidden", "AllAccessDisabled", "NotAuthorized"];

    public static bool IsThrottling(AmazonServiceException error) => error.StatusCode == HttpStatusCode.TooManyRequests || Throttling.Contains(error.ErrorCode ?? "");

    public static bool IsTransient(AmazonServiceException error) =>
        (int)error.StatusCode >= 500 || error.StatusCode == HttpStatusCode.RequestTimeout || Transient.Contains(error.ErrorCode ?? "");

    public static bool AreCredentialsRefused(AmazonServiceException error) => Credentials.Contains(error.ErrorCode ?? "");

    public static bool IsAccessDenied(AmazonServiceException error) => error.StatusCode == HttpStatusCode.Forbidden || Denied.Contains(error.ErrorCode ?? "");

    /// <summary>CloudFormation has no code of its own for a stack that is not there.</summary>
    public static bool IsStackMissing(AmazonServiceException error) =>
        error.ErrorCode is "ValidationError" or "StackNotFoundException" && error.Message.Contains("does not exist", StringComparison.Ordinal);

    public static bool IsChangeSetMissing(AmazonServiceException error) => error.ErrorCode is "ChangeSetNotFound" or "ChangeSetNotFoundException" || IsStackMissing(error);
}
