using Kayron.Core.Reconcile;
using Kayron.Core.Telemetry;

namespace Kayron.Core.GitHub.Http;

/// <summary>Makes no call while GitHub asked for none. Calling on regardless lengthens the limit, and in the end bans the token.</summary>
internal sealed class RateLimitHandler(RateLimitGate gate, KayronMetrics metrics, TimeProvider clock) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (gate.FindPause(clock.GetUtcNow()) is { } left) throw Limited(left);
        var response = await base.SendAsync(request, cancellationToken);
        if (RateLimit.Remaining(response) is { } remaining) metrics.GitHubRateLimit(remaining);
        if (await RateLimit.FindPauseAsync(response, clock.GetUtcNow(), cancellationToken) is not { } pause) return response;
        gate.Close(clock.GetUtcNow(), pause);
        response.Dispose();
        throw Limited(pause);
    }

    private static TransientException Limited(TimeSpan pause) => new($"GitHub limits this token's calls; the next one is made in {Math.Ceiling(pause.TotalSeconds)} s", pause);
}
