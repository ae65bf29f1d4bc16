using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Kayron.Tests.GitHub;

/// <summary>GitHub at the wire, as far as a test declares it: an undeclared call fails the test.</summary>
internal sealed class FakeGitHub : HttpMessageHandler
{
    public const string Repository = "/api/v3/repos/acme/releases";
    private readonly ConcurrentDictionary<string, Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>>> _routes = new();
    private readonly ConcurrentQueue<(string Path, int Status)> _calls = new();

    /// <summary>Path and query below the repository, with the status that was answered.</summary>
    public IReadOnlyList<(string Path, int Status)> Calls => [.. _calls];

    public int Unmodified => Calls.Count(call => call.Status == 304);

    public FakeGitHub On(string path, Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> answer)
    {
        _routes[Repository + path] = answer;
        return this;
    }

    public FakeGitHub On(string path, Func<HttpResponseMessage> answer) => On(path, (_, _) => Task.FromResult(answer()));

    public FakeGitHub Json(string path, string json) => On(path, (request, _) =>
    {
        var etag = new EntityTagHeaderValue($"\"{(uint)json.GetHashCode(StringComparison.Ordinal)}\"");
        var answer = request.Headers.IfNoneMatch.Contains(etag) ? new HttpResponseMessage(HttpStatusCode.NotModified) : Answer(HttpStatusCode.OK, json);
        answer.Headers.ETag = etag;
        return Task.FromResult(answer);
    });

    public FakeGitHub Status(string path, HttpStatusCode status, string message = "words of GitHub") => On(path, () => Answer(status, $$"""{"message":"{{message}}"}"""));

    public FakeGitHub Redirect(string path, string to) => On(path, () =>
    {
        var answer = Answer(HttpStatusCode.MovedPermanently, "{}");
        answer.Headers.Location = new Uri(to);
        return answer;
    });

    /// <summary>A whole path, outside of the repository.</summary>
    public void Elsewhere(string path, string json, bool withToken = true) => _routes[path] = (request, _) =>
    {
        Assert.Equal(withToken, request.Headers.Authorization is not null);
        return Task.FromResult(Answer(HttpStatusCode.OK, json));
    };

    public static HttpResponseMessage Answer(HttpStatusCode status, string body, string type = "application/json") =>
        new(status) { Content = new StringContent(body, Encoding.UTF8, type) };

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var path = request.RequestUri!.PathAndQuery;
        if (!_routes.TryGetValue(path, out var answer)) Assert.Fail($"undeclared call: {path}");
        if (path.StartsWith(Repository, StringComparison.Ordinal)) Assert.StartsWith("Token sandbox-", request.Headers.Authorization?.ToString(), StringComparison.OrdinalIgnoreCase);
        var response = await answer(request, cancellationToken);
        response.RequestMessage = request;
        _calls.Enqueue((path.StartsWith(Repository, StringComparison.Ordinal) ? path[Repository.Length..] : path, (int)response.StatusCode));
        return response;
    }
}
