namespace Kayron.Sandbox.GitHub;

/// <summary>An answer that replaces the real one of matching requests.</summary>
/// <param name="Path">A part of the request's path, or empty for all.</param>
/// <param name="RetryAfter">Seconds for the <c>Retry-After</c> header, or null.</param>
public sealed record InjectedAnswer(string? Method, string Path, int Status, int? RetryAfter, string? Message);

/// <summary>What is broken at GitHub just now.</summary>
public sealed class GitHubFaults(TimeProvider clock)
{
    private readonly Lock _lock = new();
    private readonly List<(InjectedAnswer Answer, int Left)> _injected = [];
    private DateTimeOffset? _downUntil;
    private int _downCalls;

    /// <summary>Answers 503 for a time, for a number of calls, or, with neither, until restored.</summary>
    public void TakeDown(TimeSpan? time, int? calls)
    {
        lock (_lock)
        {
            _downCalls = calls ?? 0;
            _downUntil = time is { } span ? clock.GetUtcNow() + span : calls is null ? DateTimeOffset.MaxValue : null;
        }
    }

    public void Inject(InjectedAnswer answer, int calls)
    {
        lock (_lock) _injected.Add((answer, calls));
    }

    public void Restore()
    {
        lock (_lock) (_downUntil, _downCalls) = Cleared();
    }

    /// <summary>The answer a fault gives to this request, or null where there is none.</summary>
    public InjectedAnswer? Meet(string method, string path)
    {
        lock (_lock)
        {
            if (_downUntil > clock.GetUtcNow() || _downCalls-- > 0) return new InjectedAnswer(null, "", 503, null, "Service unavailable");
            _downCalls = 0;
            var at = _injected.FindIndex(fault => (fault.Answer.Method is null || fault.Answer.Method == method) && path.Contains(fault.Answer.Path, StringComparison.Ordinal));
            if (at < 0) return null;
            var (answer, left) = _injected[at];
            if (left > 1) _injected[at] = (answer, left - 1);
            else _injected.RemoveAt(at);
            return answer;
        }
    }

    private (DateTimeOffset?, int) Cleared()
    {
        _injected.Clear();
        return (null, 0);
    }
}
