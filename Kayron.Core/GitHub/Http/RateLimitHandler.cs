using Kayron.Core.Reconcile;
using Kayron.Core.Telemetry;

namespace Kayron.Core.GitHub.Http;

/// <summary>Makes no call while GitHub asked for none. Calling on regardless lengthens the limit, and in the end bans the token.</summary>
internal sealed class RateLimitHandler(RateLimitGate gate, KayronMetrics metrics, TimeProvider clock) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ThrowWhileLimited();
        var response = await base.SendAsync(request, cancellationToken);
        if (RateLimit.Remaining(response) is { } remaining) metrics.GitHubRateLimit(remaining);
        if (await RateLimit.FindPauseAsync(response, clock.GetUtcNow(), cancellationToken) is not { } pause) return response;
        gate.Close(clock.GetUtcNow(), pause);
        ThrowWhileLimited();
        return response;
    }

    /// <summary>The words name a moment, so that they stay the same while it lasts: runs that end alike are one row.</summary>
    private void ThrowWhileLimited()
    {
        var now = clock.GetUtcNow();
        if (gate.FindPause(now) is not { } left) return;
        var next = now.UtcDateTime + left + TimeSpan.FromSeconds(1) - TimeSpan.FromTicks(1);
        throw new TransientException($"GitHub limits the calls of this token or App; the next one is made at {next:HH:mm:ss} UTC", left);
    }
}
