using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Threading.Channels;
using Kayron.Sandbox.GitHub.Model;

namespace Kayron.Sandbox.GitHub.Hooks;

/// <summary>Delivers webhooks as GitHub does: signed, one try of ten seconds, and what came of it can be looked up.</summary>
internal sealed class HookSender : IDisposable
{
    private const int Remembered = 100;
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false }) { Timeout = TimeSpan.FromSeconds(10) };
    private readonly Channel<(Hook Hook, string FullName, string Event, byte[] Json, string? Again)> _waiting = Channel.CreateUnbounded<(Hook, string, string, byte[], string?)>();
    private readonly ConcurrentDictionary<long, ConcurrentQueue<HookDelivery>> _sent = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly TimeProvider _clock;
    private long _last;

    public HookSender(TimeProvider clock)
    {
        _clock = clock;
        _ = Task.Run(SendAllAsync);
    }

    /// <param name="again">Id of the delivery that somebody asks for once more; null for a new one.</param>
    public void Send(Hook hook, string fullName, string @event, byte[] json, string? again = null) => _waiting.Writer.TryWrite((hook, fullName, @event, json, again));

    /// <summary>Newest first.</summary>
    public IReadOnlyList<HookDelivery> Deliveries(long hook) => _sent.TryGetValue(hook, out var sent) ? [.. sent.Reverse()] : [];

    public void Dispose()
    {
        _stopping.Cancel();
        _http.Dispose();
        _stopping.Dispose();
    }

    private async Task SendAllAsync()
    {
        try
        {
            await foreach (var (hook, fullName, @event, json, again) in _waiting.Reader.ReadAllAsync(_stopping.Token)) await SendAsync(hook, fullName, @event, json, again);
        }
        catch (Exception stopped) when (stopped is OperationCanceledException or ObjectDisposedException)
        {
            // The sandbox ends.
        }
    }

    private async Task SendAsync(Hook hook, string fullName, string @event, byte[] json, string? again)
    {
        var id = Interlocked.Increment(ref _last);
        var guid = again ?? $"{hook.Id:x8}-0000-1000-8000-{id:x12}";
        var began = Stopwatch.GetTimestamp();
        var status = 0;
        try
        {
            using var request = Request(hook, fullName, @event, json, guid);
            using var answer = await _http.SendAsync(request, _stopping.Token);
            status = (int)answer.StatusCode;
        }
        catch (Exception failure) when (failure is HttpRequestException || (failure is TaskCanceledException && !_stopping.IsCancellationRequested))
        {
            // Nobody listens there. GitHub tries no second time either.
        }
        var sent = _sent.GetOrAdd(hook.Id, _ => new ConcurrentQueue<HookDelivery>());
        sent.Enqueue(new HookDelivery(id, guid, _clock.GetUtcNow(), again is not null, Stopwatch.GetElapsedTime(began).TotalSeconds, status, @event, json));
        while (sent.Count > Remembered) sent.TryDequeue(out _);
    }

    private static HttpRequestMessage Request(Hook hook, string fullName, string @event, byte[] json, string guid)
    {
        var form = hook.ContentType != "json";
        var body = form ? Encoding.UTF8.GetBytes("payload=" + Uri.EscapeDataString(Encoding.UTF8.GetString(json))) : json;
        var request = new HttpRequestMessage(HttpMethod.Post, hook.Url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(form ? "application/x-www-form-urlencoded" : "application/json");
        request.Headers.UserAgent.ParseAdd("GitHub-Hookshot/sandbox");
        request.Headers.Accept.ParseAdd("*/*");
        request.Headers.Add("X-GitHub-Delivery", guid);
        request.Headers.Add("X-GitHub-Event", @event);
        request.Headers.Add("X-GitHub-Hook-ID", hook.Id.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("X-GitHub-Hook-Installation-Target-Type", fullName.Contains('/', StringComparison.Ordinal) ? "repository" : "organization");
        if (hook.Secret is { Length: > 0 } secret) Sign(request, Encoding.UTF8.GetBytes(secret), body);
        return request;
    }

    private static void Sign(HttpRequestMessage request, byte[] secret, byte[] body)
    {
#pragma warning disable CA5350 // GitHub still sends the old one, too.
        request.Headers.Add("X-Hub-Signature", "sha1=" + Convert.ToHexStringLower(HMACSHA1.HashData(secret, body)));
#pragma warning restore CA5350
        request.Headers.Add("X-Hub-Signature-256", "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(secret, body)));
    }
}
