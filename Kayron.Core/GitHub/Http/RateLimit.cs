using System.Globalization;
using System.Net;

namespace Kayron.Core.GitHub.Http;

/// <summary>Reads GitHub's limits from its answers: https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api.</summary>
internal static class RateLimit
{
    /// <summary>What GitHub's guide asks for where an answer names no time.</summary>
    private static readonly TimeSpan DefaultPause = TimeSpan.FromMinutes(1);

    /// <summary>No limit of GitHub's lasts longer; a wrong header must not silence us for years.</summary>
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(2);

    public static int? Remaining(HttpResponseMessage response) => (int?)ReadNumber(response, "X-RateLimit-Remaining");

    /// <summary>How long GitHub wants no call; null where the answer is not about a limit.</summary>
    public static async Task<TimeSpan?> FindPauseAsync(HttpResponseMessage response, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (response.StatusCode is not (HttpStatusCode.Forbidden or HttpStatusCode.TooManyRequests)) return null;
        // Both times are the server's: the difference holds even where our clock is wrong.
        var serverNow = response.Headers.Date ?? now;
        if (response.Headers.RetryAfter is { } retryAfter) return Bound(retryAfter.Delta ?? retryAfter.Date - serverNow);
        if (Remaining(response) == 0 && ReadNumber(response, "X-RateLimit-Reset") is { } reset) return Bound(DateTimeOffset.FromUnixTimeSeconds(reset) - serverNow);
        var isLimit = response.StatusCode == HttpStatusCode.TooManyRequests || Remaining(response) == 0
            || (await response.Content.ReadAsStringAsync(cancellationToken)).Contains("rate limit", StringComparison.OrdinalIgnoreCase);
        return isLimit ? DefaultPause : null;
    }

    private static TimeSpan Bound(TimeSpan? pause) => pause is not { } asked ? DefaultPause : TimeSpan.FromTicks(Math.Clamp(asked.Ticks, TimeSpan.TicksPerSecond, LongestPause.Ticks));

    private static long? ReadNumber(HttpResponseMessage response, string header) =>
        response.Headers.TryGetValues(header, out var values) && long.TryParse(values.First(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < 100_000_000_000 ? number : null;
}
