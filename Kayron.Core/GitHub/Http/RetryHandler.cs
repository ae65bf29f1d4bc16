using System.Net;

namespace Kayron.Core.GitHub.Http;

/// <summary>Tries reads again on faults that pass. While GitHub is down for everyone, each call is tried once: the next loop is the retry.</summary>
internal sealed class RetryHandler(TimeProvider clock) : DelegatingHandler
{
    private const int MaximumRetries = 2;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan DownTime = TimeSpan.FromSeconds(30);
    private long _lastFailure = long.MinValue;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var retries = request.Method == HttpMethod.Get && !IsDown() ? MaximumRetries : 0;
        for (var retry = 0; ; retry++)
        {
            try
            {
                var response = await base.SendAsync(request, cancellationToken);
                if (!Passes(response.StatusCode)) return response;
                if (retry >= retries) return Failed(response);
                response.Dispose();
            }
            catch (HttpRequestException exception) when (exception.HttpRequestError != HttpRequestError.ConfigurationLimitExceeded)
            {
                if (retry >= retries)
                {
                    RememberFailure();
                    throw;
                }
            }
            await Task.Delay(PauseBefore(retry), clock, cancellationToken);
        }
    }

    private static bool Passes(HttpStatusCode status) => status is HttpStatusCode.InternalServerError or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout;

    /// <summary>Half of it is chance, so that several processes do not come back at the same moment.</summary>
    private static TimeSpan PauseBefore(int retry) => FirstPause * Math.Pow(2, retry) * (0.5 + Random.Shared.NextDouble());

    private HttpResponseMessage Failed(HttpResponseMessage response)
    {
        RememberFailure();
        return response;
    }

    private void RememberFailure() => Interlocked.Exchange(ref _lastFailure, clock.GetTimestamp());

    private bool IsDown() => Interlocked.Read(ref _lastFailure) is not long.MinValue and var failure && clock.GetElapsedTime(failure) < DownTime;
}
