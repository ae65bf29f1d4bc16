using System.Net;
using Kayron.Core.Telemetry;

namespace Kayron.Core.GitHub.Http;

/// <summary>Bounds each call in time and size, body included, and counts it.</summary>
internal sealed class MeteredHandler(KayronMetrics metrics, TimeProvider clock) : DelegatingHandler
{
    /// <summary>More than any answer we ask for: a file of 5 MB is 7 MB of base64.</summary>
    private const long MaximumBytes = 32 * 1024 * 1024;

    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(15);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(TimeLimit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        var outcome = "error";
        try
        {
            var response = await base.SendAsync(request, either.Token);
            await response.Content.LoadIntoBufferAsync(MaximumBytes, either.Token);
            outcome = await OutcomeOfAsync(response, either.Token);
            return response;
        }
        catch (OperationCanceledException exception) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new HttpRequestException($"no answer within {TimeLimit.TotalSeconds} s", exception);
        }
        finally
        {
            metrics.ApiCalled("github", GitHubRoute.Of(request.Method, request.RequestUri!), outcome);
        }
    }

    private async Task<string> OutcomeOfAsync(HttpResponseMessage response, CancellationToken cancellationToken) => response.StatusCode switch
    {
        HttpStatusCode.NotModified => "not-modified",
        < HttpStatusCode.BadRequest => "ok",
        _ when await RateLimit.FindPauseAsync(response, clock.GetUtcNow(), cancellationToken) is not null => "throttled",
        _ => "error",
    };
}
