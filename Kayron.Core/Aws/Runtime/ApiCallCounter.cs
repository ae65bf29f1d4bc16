using Amazon.Runtime;
using Kayron.Core.Telemetry;

namespace Kayron.Core.Aws.Runtime;

/// <summary>Told of every try of every call, retries included.</summary>
/// <param name="operation">The service's own name of it, <c>DescribeStacks</c>.</param>
/// <param name="error">What the try failed with; null: it was answered.</param>
internal delegate void CountCall(string operation, Exception? error);

/// <summary>Judges each try for <c>kayron_api_calls_total</c>.</summary>
/// <param name="called">Takes api, operation and outcome, as <see cref="KayronMetrics.ApiCalled"/> does.</param>
internal sealed class ApiCallCounter(Action<string, string, string> called)
{
    /// <param name="api">The value of the metric's label.</param>
    public CountCall For(string api) => (operation, error) => called(api, operation, Outcome(error));

    private static string Outcome(Exception? error) => error switch
    {
        null => "ok",
        // An object that is there already, asked for by If-None-Match.
        AmazonServiceException { StatusCode: System.Net.HttpStatusCode.PreconditionFailed } => "not-modified",
        AmazonServiceException fault when AwsErrorCodes.IsThrottling(fault) => "throttled",
        _ => "error",
    };
}
