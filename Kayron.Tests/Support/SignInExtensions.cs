using System.Net;
using System.Security.Claims;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Kayron.Tests.Support;

/// <summary>What a browser does to sign in, step by step.</summary>
internal static class SignInExtensions
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>As the form on the sign-in page.</summary>
    public static Task<HttpResponseMessage> SignInAsync(this HttpClient browser, string login, string? returnUrl = null) =>
        browser.PostFormAsync("/auth/sandbox", new() { ["login"] = login, ["returnUrl"] = returnUrl ?? "/" });

    public static async Task<HttpResponseMessage> PostFormAsync(this HttpClient browser, string path, Dictionary<string, string> fields)
    {
        fields["__RequestVerificationToken"] = await browser.AntiforgeryTokenAsync();
        return await browser.PostAsync(path, new FormUrlEncodedContent(fields), Cancel);
    }

    public static async Task<string> AntiforgeryTokenAsync(this HttpClient browser)
    {
        using var answer = JsonDocument.Parse(await browser.GetStringAsync("/auth/antiforgery", Cancel));
        return answer.RootElement.GetProperty("token").GetString()!;
    }

    /// <summary>To a provider: the address that the browser is sent to.</summary>
    public static async Task<Uri> LeaveAsync(this HttpClient browser, string provider, string returnUrl = "/")
    {
        using var answer = await browser.GetAsync($"/auth/{provider}?returnUrl={Uri.EscapeDataString(returnUrl)}", Cancel);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return answer.Headers.Location!;
    }

    /// <summary>The person says who they are there, or refuses: the address that the browser is sent back to.</summary>
    /// <param name="login">Null: refuses.</param>
    public static async Task<Uri> ChooseAsync(this Uri address, string? login)
    {
        using var provider = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { [login is null ? "deny" : "login"] = login ?? "yes" });
        using var answer = await provider.PostAsync(address, form, Cancel);
        return answer.Headers.Location ?? throw new InvalidOperationException(await answer.Content.ReadAsStringAsync(Cancel));
    }

    /// <summary>By way of a provider, there and back.</summary>
    public static async Task<HttpResponseMessage> SignInAtAsync(this HttpClient browser, string provider, string? login, string returnUrl = "/") =>
        await browser.GetAsync(await (await browser.LeaveAsync(provider, returnUrl)).ChooseAsync(login), Cancel);

    /// <summary>The session's cookie, as a header of requests.</summary>
    public static string SessionCookie(this HttpResponseMessage signedIn) =>
        signedIn.Headers.GetValues("Set-Cookie").Single(cookie => cookie.StartsWith("kayron=", StringComparison.Ordinal)).Split(';')[0];

    /// <summary>Whom a request or a circuit with that session's cookie belongs to.</summary>
    public static async Task<ClaimsPrincipal> PrincipalAsync(this HttpResponseMessage signedIn, IServiceProvider daemon)
    {
        await using var scope = daemon.CreateAsyncScope();
        var context = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        context.Connection.RemoteIpAddress = IPAddress.Loopback;
        context.Request.Headers.Cookie = signedIn.SessionCookie();
        return (await context.AuthenticateAsync(Kayron.Web.Auth.AuthenticationSchemes.Session)).Principal ?? throw new InvalidOperationException("That session has ended.");
    }
}
