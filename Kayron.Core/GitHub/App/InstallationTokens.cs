using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization;
using Kayron.Core.Configuration;
using Kayron.Core.Reconcile;
using Kayron.Core.Releases;

namespace Kayron.Core.GitHub.App;

/// <summary>
/// Gets tokens of an installation and renews them before they end. Whoever asks while one is on its way waits for that one; a refusal is remembered for a moment, so
/// that a wrong key is no storm of requests.
/// </summary>
/// <param name="send">Carries the request, without authorising it.</param>
internal sealed class InstallationTokens(GitHubAppSettings app, Uri api, TimeProvider clock, Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> send)
{
    private static readonly TimeSpan RefusalKept = TimeSpan.FromSeconds(10);

    /// <summary>A difference to GitHub's clock below this is the network's.</summary>
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromSeconds(20);

    private readonly Lock _lock = new();
    private Task<InstallationToken>? _pending;
    private InstallationToken? _token;
    private (ReconcileException Reason, DateTimeOffset Until)? _refused;
    private TimeSpan _clockOffset;

    /// <exception cref="BlockedException">GitHub does not accept the App, its key or its installation.</exception>
    /// <exception cref="TransientException">GitHub could not answer.</exception>
    public async Task<string> GetAsync(CancellationToken cancellationToken)
    {
        Task<InstallationToken> pending;
        lock (_lock)
        {
            if (_token is { } token && clock.GetUtcNow() < token.RenewAt) return token.Value;
            if (_refused is { } refused && clock.GetUtcNow() < refused.Until) throw refused.Reason;
            // Not stopped by who asked first: others wait for it, too. The handlers below bound it in time.
            pending = _pending ??= Task.Run(RenewAsync, CancellationToken.None);
        }
        return (await pending.WaitAsync(cancellationToken)).Value;
    }

    /// <summary>GitHub no longer accepts a token, though its time is not over: the key was rolled, or the installation changed.</summary>
    public void Discard(string token)
    {
        lock (_lock)
        {
            if (_token?.Value == token) _token = null;
        }
    }

    private async Task<InstallationToken> RenewAsync()
    {
        try
        {
            var token = await RequestAsync(mayCorrectClock: true);
            lock (_lock) (_token, _refused) = (token, null);
            return token;
        }
        catch (ReconcileException reason)
        {
            lock (_lock) _refused = (reason, clock.GetUtcNow() + RefusalKept);
            throw;
        }
        finally
        {
            lock (_lock) _pending = null;
        }
    }

    private async Task<InstallationToken> RequestAsync(bool mayCorrectClock)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(api, $"app/installations/{app.InstallationId}/access_tokens"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", AppAssertion.Sign(app, clock.GetUtcNow() + _clockOffset));
        request.Headers.Accept.ParseAdd("application/vnd.github+json");
        request.Headers.UserAgent.ParseAdd("kayron");
        using var response = await send(request, CancellationToken.None);
        if (response.StatusCode == HttpStatusCode.Unauthorized && mayCorrectClock && LearnClock(response)) return await RequestAsync(mayCorrectClock: false);
        if (response.StatusCode != HttpStatusCode.Created) throw await RefusedAsync(response);
        return await ReadAsync(response);
    }

    /// <summary>GitHub refuses what is signed in its future or past. Its answers say what time it is there.</summary>
    private bool LearnClock(HttpResponseMessage response)
    {
        if (response.Headers.Date is not { } theirs) return false;
        var offset = theirs - clock.GetUtcNow();
        if ((offset - _clockOffset).Duration() < ClockTolerance) return false;
        _clockOffset = offset;
        return true;
    }

    private async Task<InstallationToken> ReadAsync(HttpResponseMessage response)
    {
        try
        {
            var answer = JsonSerializer.Deserialize<Answer>(await response.Content.ReadAsByteArrayAsync());
            if (answer is not { Token.Length: > 0 }) throw new JsonException("It holds no token.");
            var now = clock.GetUtcNow();
            return InstallationToken.Of(answer.Token, now, answer.ExpiresAt - (response.Headers.Date ?? now));
        }
        catch (JsonException unreadable)
        {
            throw new TransientException("GitHub's answer with a token for the GitHub App cannot be read", cause: unreadable);
        }
    }

    private async Task<ReconcileException> RefusedAsync(HttpResponseMessage response)
    {
        var words = Quote.Of(await WordsAsync(response));
        return response.StatusCode switch
        {
            HttpStatusCode.Unauthorized => new BlockedException($"GitHub does not accept the GitHub App {app.Id}: check Kayron:GitHub:App:Id and Kayron:GitHub:App:PrivateKey. GitHub says {words}"),
            HttpStatusCode.NotFound => new BlockedException($"the GitHub App {app.Id} has no installation {app.InstallationId}: check Kayron:GitHub:App:InstallationId and Kayron:GitHub:App:Id"),
            >= HttpStatusCode.InternalServerError or HttpStatusCode.RequestTimeout => new TransientException($"GitHub gave no token to the GitHub App {app.Id}: status {(int)response.StatusCode}"),
            _ => new BlockedException($"GitHub gives no token to installation {app.InstallationId} of the GitHub App {app.Id}: it says {words}"),
        };
    }

    private static async Task<string> WordsAsync(HttpResponseMessage response)
    {
        try
        {
            return JsonSerializer.Deserialize<Refusal>(await response.Content.ReadAsByteArrayAsync())?.Message ?? "nothing";
        }
        catch (JsonException)
        {
            return "nothing";
        }
    }

    private sealed record Answer([property: JsonPropertyName("token")] string? Token, [property: JsonPropertyName("expires_at")] DateTimeOffset ExpiresAt);

    private sealed record Refusal([property: JsonPropertyName("message")] string? Message);
}
