using System.Net;
using System.Net.Http.Headers;
using Kayron.Core.Configuration;

namespace Kayron.Core.GitHub.App;

/// <summary>
/// Authorises each call with the installation's token of the moment. What is above knows no token: caches and limits outlive it.
/// </summary>
internal sealed class InstallationHandler : DelegatingHandler
{
    private readonly Uri _api;
    private readonly InstallationTokens _tokens;

    public InstallationHandler(GitHubAppSettings app, Uri api, TimeProvider clock) => (_api, _tokens) = (api, new InstallationTokens(app, api, clock, (request, stop) => base.SendAsync(request, stop)));

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        // A redirect may lead to another host, which the token is no business of.
        if (request.RequestUri?.Authority != _api.Authority) return await base.SendAsync(request, cancellationToken);
        var token = await AuthoriseAsync(request, cancellationToken);
        var response = await base.SendAsync(request, cancellationToken);
        if (response.StatusCode != HttpStatusCode.Unauthorized) return response;
        response.Dispose();
        _tokens.Discard(token);
        await AuthoriseAsync(request, cancellationToken);
        return await base.SendAsync(request, cancellationToken);
    }

    private async Task<string> AuthoriseAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var token = await _tokens.GetAsync(cancellationToken);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return token;
    }
}
