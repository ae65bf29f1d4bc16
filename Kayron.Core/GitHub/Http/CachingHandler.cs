using System.Net;
using System.Net.Http.Headers;

namespace Kayron.Core.GitHub.Http;

/// <summary>
/// Asks conditionally for what was read before and replays it on 304, which is free against GitHub's limit. Git objects never change by their SHA and are kept
/// elsewhere; an answer that is no success is never kept.
/// </summary>
internal sealed class CachingHandler(AnswerStore answers) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Method != HttpMethod.Get || GitHubRoute.IsGitObject(request.RequestUri)) return await base.SendAsync(request, cancellationToken);
        var key = $"{request.RequestUri} {request.Headers.Accept}";
        var kept = await answers.FindAsync(key, cancellationToken);
        kept?.MakeConditional(request);
        var response = await base.SendAsync(request, cancellationToken);
        if (response.StatusCode == HttpStatusCode.NotModified && kept is not null) return Replay(kept, response);
        if (response.StatusCode == HttpStatusCode.OK) await KeepAsync(key, response, cancellationToken);
        return response;
    }

    private static HttpResponseMessage Replay(KeptAnswer kept, HttpResponseMessage unchanged)
    {
        var content = new ByteArrayContent(kept.Body);
        content.Headers.ContentType = MediaTypeHeaderValue.TryParse(kept.ContentType, out var type) ? type : null;
        var response = new HttpResponseMessage(HttpStatusCode.OK) { Content = content, RequestMessage = unchanged.RequestMessage };
        foreach (var header in unchanged.Headers) response.Headers.TryAddWithoutValidation(header.Key, header.Value);
        unchanged.Dispose();
        return response;
    }

    private async Task KeepAsync(string key, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var (tag, modified) = (response.Headers.ETag, response.Content.Headers.LastModified);
        if (tag is null && modified is null) return;
        await answers.KeepAsync(new KeptAnswer(key, tag?.ToString(), modified, response.Content.Headers.ContentType?.ToString(), await response.Content.ReadAsByteArrayAsync(cancellationToken)), cancellationToken);
    }
}
