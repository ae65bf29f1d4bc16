using Kayron.Core.Telemetry;

namespace Kayron.Web.Webhooks;

/// <summary>
/// Bounds how many webhooks are read at a time, and says in the log, once a minute at most, that some are refused. Addresses are not told apart: behind a proxy all are
/// one, and whoever guesses would shut GitHub out.
/// </summary>
internal sealed class WebhookDoor(TimeProvider clock, ILogger<WebhookDoor> logger) : IDisposable
{
    private const int AtOnce = 16;
    private const int Waiting = 256;
    private static readonly TimeSpan Quiet = TimeSpan.FromMinutes(1);
    private readonly SemaphoreSlim _places = new(AtOnce);
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, int> _refused = [];
    private DateTimeOffset _said = DateTimeOffset.MinValue;
    private int _present;

    public async Task<(IResult Answer, string Outcome)> EnterAsync(HttpContext context, Func<Task<(IResult Answer, string Outcome)>> read)
    {
        if (Interlocked.Increment(ref _present) > AtOnce + Waiting)
        {
            Interlocked.Decrement(ref _present);
            return Noted((Results.StatusCode(StatusCodes.Status503ServiceUnavailable), "too-many"));
        }
        try
        {
            await _places.WaitAsync(context.RequestAborted);
            try
            {
                return Noted(await read());
            }
            finally
            {
                _places.Release();
            }
        }
        finally
        {
            Interlocked.Decrement(ref _present);
        }
    }

    public void Dispose() => _places.Dispose();

    private (IResult Answer, string Outcome) Noted((IResult Answer, string Outcome) result)
    {
        if (result.Outcome is "accepted" or "ignored" or "repeated") return result;
        string? summary = null;
        lock (_lock)
        {
            _refused[result.Outcome] = _refused.GetValueOrDefault(result.Outcome) + 1;
            if (clock.GetUtcNow() - _said >= Quiet)
            {
                (summary, _said) = (string.Join(", ", _refused.Select(refused => $"{refused.Value} {refused.Key}")), clock.GetUtcNow());
                _refused.Clear();
            }
        }
        if (summary is not null) logger.Warning("webhooks were refused", ("outcomes", summary), ("hint", "the secret at GitHub and Kayron:WebhookSecret (KAYRON_WEBHOOK_SECRET) must be the same"));
        return result;
    }
}
