using System.Text.Json;
using System.Xml;
using Amazon.Runtime;
using Kayron.Core.Reconcile;

namespace Kayron.Core.Aws.Runtime;

/// <summary>Every error of AWS, turned into one of the three kinds that the loop knows. What an adapter expects (a stack that is gone) never gets here.</summary>
internal static class AwsFaults
{
    /// <param name="doing">What was tried, to follow "AWS could not": <c>describe stack acme</c>.</param>
    /// <returns>Null: leave the error as it is, it is no word of AWS.</returns>
    public static ReconcileException? Translate(Exception error, string doing, CancellationToken cancellationToken) => error switch
    {
        ReconcileException => null,
        OperationCanceledException when cancellationToken.IsCancellationRequested => null,
        OperationCanceledException or TimeoutException => new TransientException($"AWS did not answer in time when asked to {doing}.", cause: error),
        AmazonServiceException fault => OfService(fault, doing),
        HttpRequestException or IOException => new TransientException($"AWS could not be reached to {doing}: {Cause(error)}", cause: error),
        AmazonUnmarshallingException or XmlException or JsonException => new TransientException($"The answer was not understood when AWS was asked to {doing}: {Cause(error)}", cause: error),
        AmazonClientException => OfClient(error, doing),
        _ => null,
    };

    private static ReconcileException OfService(AmazonServiceException fault, string doing)
    {
        // Without a code the message is the body of whatever answered in the service's place.
        var said = string.IsNullOrEmpty(fault.ErrorCode) ? $"HTTP {(int)fault.StatusCode}" : $"{fault.ErrorCode}: {OneLine(fault.Message)}";
        return fault switch
        {
            _ when AwsErrorCodes.IsThrottling(fault) => new TransientException($"AWS throttles the attempt to {doing} ({said}).", cause: fault),
            // A connection that broke has no status: the SDK wraps it in the service's exception.
            _ when AwsErrorCodes.IsTransient(fault) || IsConnectionFailure(fault) => new TransientException($"AWS could not {doing} just now ({said}).", cause: fault),
            _ when AwsErrorCodes.AreCredentialsRefused(fault) =>
                new BlockedException($"AWS refuses Kayron's credentials for the attempt to {doing} ({said}). Check AWS_ACCESS_KEY_ID, the profile or the role of this process, and its clock.", fault),
            _ when AwsErrorCodes.IsAccessDenied(fault) =>
                new BlockedException($"Kayron is not allowed to {doing} ({said}). Grant this to the environment's RoleArn, or to this process's own role where none is set.", fault),
            { ErrorCode: "NoSuchBucket" } => new BlockedException($"AWS could not {doing}: the bucket does not exist. Create it, or correct Bucket of the environment.", fault),
            { ErrorCode: "PermanentRedirect" or "AuthorizationHeaderMalformed" } =>
                new BlockedException($"AWS could not {doing}: the bucket is in another region. Correct Bucket or Region of the environment.", fault),
            { ErrorCode: "InsufficientCapabilitiesException" or "InsufficientCapabilities" } =>
                new BlockedException($"AWS could not {doing}: {OneLine(fault.Message)} Add what is missing to Capabilities of the environment.", fault),
            { ErrorCode: "ValidationError" or "ValidationException" } => new InvalidException($"AWS could not {doing}: {OneLine(fault.Message)}", cause: fault),
            _ => new BlockedException($"AWS could not {doing} ({said}).", fault),
        };
    }

    private static ReconcileException OfClient(Exception error, string doing) =>
        IsConnectionFailure(error)
            ? new TransientException($"AWS could not be reached to {doing}: {Cause(error)}", cause: error)
            : new BlockedException($"Kayron has no usable AWS credentials to {doing}: {FirstSentence(error.Message)} Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, AWS_PROFILE or a role for this process.", error);

    private static bool IsConnectionFailure(Exception error)
    {
        for (var cause = error.InnerException; cause is not null; cause = cause.InnerException)
            if (cause is HttpRequestException or IOException or TimeoutException or OperationCanceledException or System.Net.Sockets.SocketException) return true;
        return false;
    }

    private static string Cause(Exception error) => OneLine(error.GetBaseException().Message);

    /// <summary>After it the SDK lists every place that it looked at in vain.</summary>
    private static string FirstSentence(string text) => OneLine(text) is var line && line.IndexOf(". ", StringComparison.Ordinal) is > 0 and var end ? line[..(end + 1)] : line;

    private static string OneLine(string text) => string.Join(' ', text.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
}
