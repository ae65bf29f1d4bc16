using System.Net.Http.Headers;

namespace Kayron.Tests.Support;

/// <summary>Who calls a daemon.</summary>
internal static class Clients
{
    /// <summary>A browser without a session. It keeps cookies, and does not follow redirects by itself.</summary>
    public static HttpClient Browser(Uri address) => new(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = address };

    /// <summary>A script with a token.</summary>
    public static HttpClient Script(Uri address, string token)
    {
        var client = Browser(address);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }
}
