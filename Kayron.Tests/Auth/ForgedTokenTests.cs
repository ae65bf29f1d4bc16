using System.Net;
using System.Security.Cryptography;
using Kayron.Core.Commands;
using Kayron.Core.Configuration;
using Kayron.Core.People;
using Kayron.Core.Queries;
using Kayron.Tests.Support;
using Microsoft.AspNetCore.WebUtilities;

namespace Kayron.Tests.Auth;

/// <summary>ID tokens that are wrong in one thing: nobody is signed in, and the log says that somebody was refused, without the token.</summary>
public sealed class ForgedTokenTests
{
    private static readonly Dictionary<string, Func<ForgingProvider, string, string>> Forgeries = new()
    {
        ["issued by somebody else"] = (provider, nonce) => provider.Sign(With(provider, nonce, "iss", "https://evil.example")),
        ["meant for another client"] = (provider, nonce) => provider.Sign(With(provider, nonce, "aud", "another-client")),
        ["handed on by another client"] = (provider, nonce) => provider.Sign(With(provider, nonce, "azp", "another-client")),
        ["expired"] = (provider, nonce) => provider.Sign(With(provider, nonce, "exp", In(-3_600))),
        ["without an end"] = (provider, nonce) => provider.Sign(Without(provider, nonce, "exp")),
        ["not valid yet"] = (provider, nonce) => provider.Sign(With(provider, nonce, "nbf", In(3_600))),
        ["of another sign-in"] = (provider, _) => provider.Sign(provider.Claims("another-nonce")),
        ["of no sign-in"] = (provider, nonce) => provider.Sign(Without(provider, nonce, "nonce")),
        ["about nobody"] = (provider, nonce) => provider.Sign(Without(provider, nonce, "sub")),
        ["about an empty name"] = (provider, nonce) => provider.Sign(With(provider, nonce, "sub", "")),
        ["from nobody"] = (provider, nonce) => provider.Sign(Without(provider, nonce, "iss")),
        ["an access token"] = (provider, nonce) => provider.Sign(provider.Claims(nonce), new(ForgingProvider.Header()) { ["typ"] = "at+jwt" }),
        ["signed by another key"] = (provider, nonce) => WithAnotherKey(key => ForgingProvider.Sign(provider.Claims(nonce), key)),
        ["signed by another key of another name"] = (provider, nonce) => WithAnotherKey(key => ForgingProvider.Sign(provider.Claims(nonce), key, new(ForgingProvider.Header()) { ["kid"] = "another" })),
        ["signed by a key that it brings along"] = (provider, nonce) => WithAnotherKey(key => ForgingProvider.Sign(provider.Claims(nonce), key, new(ForgingProvider.Header()) { ["jwk"] = ForgingProvider.Describe(key) })),
        ["altered after it was signed"] = (provider, nonce) =>
        {
            var (genuine, altered) = (provider.Sign(provider.Claims(nonce)).Split('.'), provider.Sign(With(provider, nonce, "sub", "00u2")).Split('.'));
            return $"{genuine[0]}.{altered[1]}.{genuine[2]}";
        },
        ["not signed"] = (provider, nonce) => provider.Sign(provider.Claims(nonce))[..^300],
        ["of the algorithm none"] = (provider, nonce) => ForgingProvider.Seal(ForgingProvider.Header("none"), provider.Claims(nonce), _ => []),
        ["signed with the public key as a secret"] = (provider, nonce) => ForgingProvider.Seal(ForgingProvider.Header("HS256"), provider.Claims(nonce), content => HMACSHA256.HashData(provider.PublicKey, content)),
        ["signed with the client secret"] = (provider, nonce) => ForgingProvider.Seal(ForgingProvider.Header("HS256"), provider.Claims(nonce), content => HMACSHA256.HashData(System.Text.Encoding.UTF8.GetBytes(ClientSecret), content)),
        ["no token at all"] = (_, _) => "a.b.c",
    };

    private const string ClientSecret = "a-client-secret-of-at-least-32-characters";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> Names => [.. Forgeries.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_forged_ID_token_signs_nobody_in(string name)
    {
        await using var provider = await ForgingProvider.StartAsync();
        await using var daemon = await StartAsync(provider);
        using var browser = daemon.Browser();
        using var answer = await ReturnAsync(browser, provider, Forgeries[name]);
        Assert.Equal("/sign-in?failed=provider", answer.Headers.Location!.ToString());
        await AssertNobodyAsync(daemon, browser);
        var refusal = Assert.Single(daemon.Log.ToString().Split('\n'), line => line.Contains("sign-in refused", StringComparison.Ordinal));
        Assert.Contains("\"address\":\"127.0.0.1\"", refusal);
        Assert.All(provider.Token.Split('.').Where(part => part.Length > 1), part => Assert.DoesNotContain(part, daemon.Log.ToString()));
    }

    [Fact]
    public async Task The_genuine_one_signs_in()
    {
        await using var provider = await ForgingProvider.StartAsync();
        await using var daemon = await StartAsync(provider);
        using var browser = daemon.Browser();
        using var answer = await ReturnAsync(browser, provider, (own, nonce) => own.Sign(own.Claims(nonce)));
        Assert.Equal("/", answer.Headers.Location!.ToString());
        Assert.Equal($"oidc:{provider.Issuer}|00u1", Assert.Single((await daemon.Core.Accounts.ListAsync(new PageRequest(), Cancel)).Items).Account);
    }

    [Fact]
    public async Task A_provider_that_calls_itself_by_anothers_name_signs_nobody_in()
    {
        await using var provider = await ForgingProvider.StartAsync();
        await using var daemon = await StartAsync(provider);
        using var browser = daemon.Browser();
        provider.DescribedIssuer = "https://id.example.com";
        using var answer = await ReturnAsync(browser, provider, (own, nonce) => own.Sign(With(own, nonce, "iss", "https://id.example.com")));
        Assert.Equal("/sign-in?failed=provider", answer.Headers.Location!.ToString());
        await AssertNobodyAsync(daemon, browser);
    }

    private static Task<TestDaemon> StartAsync(ForgingProvider provider)
    {
        var roles = new RoleGrants([new("platform", Actor.Everywhere, Role.Approver)]);
        var oidc = new OidcSettings(new Uri(provider.Issuer), ForgingProvider.Client, ClientSecret, roles, "groups", null, ["profile"], "acme");
        return TestDaemon.StartAsync(sandbox: false, settings: settings => settings with { Auth = new AuthSettings { Oidc = oidc } });
    }

    /// <summary>There and back with a good state and code; only the ID token is the test's.</summary>
    private static async Task<HttpResponseMessage> ReturnAsync(HttpClient browser, ForgingProvider provider, Func<ForgingProvider, string, string> forge)
    {
        var asked = QueryHelpers.ParseQuery((await browser.LeaveAsync("oidc")).Query);
        provider.Token = forge(provider, asked["nonce"].ToString());
        return await browser.GetAsync(QueryHelpers.AddQueryString(asked["redirect_uri"].ToString(), new Dictionary<string, string?> { ["code"] = "a-code", ["state"] = asked["state"].ToString() }), Cancel);
    }

    private static async Task AssertNobodyAsync(TestDaemon daemon, HttpClient browser)
    {
        using var answer = await browser.GetAsync("/api/v1/environments", Cancel);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Empty((await daemon.Core.Accounts.ListSessionsAsync(null, new PageRequest(), Cancel)).Items);
        Assert.Empty((await daemon.Core.Accounts.ListAsync(new PageRequest(), Cancel)).Items);
    }

    private static Dictionary<string, object> With(ForgingProvider provider, string nonce, string claim, object value) => new(provider.Claims(nonce)) { [claim] = value };

    private static Dictionary<string, object> Without(ForgingProvider provider, string nonce, string claim) => provider.Claims(nonce).Where(pair => pair.Key != claim).ToDictionary();

    private static string WithAnotherKey(Func<RSA, string> sign)
    {
        using var key = RSA.Create(2048);
        return sign(key);
    }

    private static long In(int seconds) => TimeProvider.System.GetUtcNow().AddSeconds(seconds).ToUnixTimeSeconds();
}
