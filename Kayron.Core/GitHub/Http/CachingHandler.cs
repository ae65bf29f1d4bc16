using System.Net;
using System.Net.Http.Headers;

namespace Kayron.Core.GitHub.Http;

/// <summary>
/// Asks conditionally for what was read before and replays it on 304, which is free against GitHub's limit. Git objects never change by their SHA and are kept
/// elsewhere; an answer that is no success is never kept.
/// </summary>
internal sealed class CachingHandler : DelegatingHandler
{
    private const int MaximumBytes = 32 * 1024 * 1024;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, LinkedListNode<Stored>> _entries = [];
    private readonly LinkedList<Stored> _byUse = new();
    private int _bytes;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Method != HttpMethod.Get) return await base.SendAsync(request, cancellationToken);
        var key = $"{request.RequestUri} {request.Headers.Accept}";
        var stored = Find(key);
        if (stored is not null) MakeConditional(request, stored);
        var response = await base.SendAsync(request, cancellationToken);
        if (response.StatusCode == HttpStatusCode.NotModified && stored is not null) return Replay(stored, response);
        if (response.StatusCode == HttpStatusCode.OK) await KeepAsync(key, response, cancellationToken);
        return response;
    }

    private static void MakeConditional(HttpRequestMessage request, Stored stored)
    {
        if (stored.ETag is not null) request.Headers.IfNoneMatch.Add(stored.ETag);
        else request.Headers.IfModifiedSince = stored.LastModified;
    }

    private static HttpResponseMessage Replay(Stored stored, HttpResponseMessage unchanged)
    {
        var content = new ByteArrayContent(stored.Body);
        content.Headers.ContentType = stored.ContentType;
        var response = new HttpResponseMessage(HttpStatusCode.OK) { Content = content, RequestMessage = unchanged.RequestMessage };
        foreach (var header in unchanged.Headers) response.Headers.TryAddWithoutValidation(header.Key, header.Value);
        unchanged.Dispose();
        return response;
    }

    private async Task KeepAsync(string key, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.Headers.ETag is null && response.Content.Headers.LastModified is null) return;
        if (GitHubRoute.IsGitObject(response.RequestMessage?.RequestUri)) return;
        var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        if (body.Length > MaximumBytes / 8) return;
        Keep(new Stored(key, response.Headers.ETag, response.Content.Headers.LastModified, response.Content.Headers.ContentType, body));
    }

    private Stored? Find(string key)
    {
        lock (_lock)
        {
            if (!_entries.TryGetValue(key, out var node)) return null;
            _byUse.Remove(node);
            _byUse.AddFirst(node);
            return node.Value;
        }
    }

    private void Keep(Stored stored)
    {
        lock (_lock)
        {
            if (_entries.TryGetValue(stored.Key, out var before)) Drop(before);
            _entries[stored.Key] = _byUse.AddFirst(stored);
            _bytes += stored.Size;
            while (_bytes > MaximumBytes && _byUse.Last is { } oldest) Drop(oldest);
        }
    }

    private void Drop(LinkedListNode<Stored> node)
    {
        _entries.Remove(node.Value.Key);
        _byUse.Remove(node);
        _bytes -= node.Value.Size;
    }

    private sealed record Stored(string Key, EntityTagHeaderValue? ETag, DateTimeOffset? LastModified, MediaTypeHeaderValue? ContentType, byte[] Body)
    {
        public int Size => Body.Length + Key.Length * 2 + 256;
    }
}
