using System.Buffers.Text;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Kayron.Sandbox;
using Kayron.Sandbox.SignIn;
using Kayron.Tests.Support;
using Microsoft.AspNetCore.WebUtilities;

namespace Kayron.Tests.Sandbox.SignIn;

/// <summary>The sandbox's providers refuse what the real ones refuse.</summary>
public sealed class ProviderTests : IAsyncLifetime
{
    private const string Back = "http://127.0.0.1:5000/back";
    private const string Verifier = "a-verifier-that-is-long-enough-to-be-accepted-by-anybody";
    private static readonly Dictionary<string, string> Unchanged = [];
    private readonly ManualTime _time = new(new DateTimeOffset(2026, 11, 25, 12, 0, 0, TimeSpan.Zero));
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false });
    private SandboxHost _sandbox = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _sandbox = await SandboxHost.StartAsync(new SandboxOptions { GitHubPort = 0, AwsPort = 0, Scenario = "empty" }, _time, Cancel);
        _http.BaseAddress = new Uri(_sandbox.Description.GitHub);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _sandbox.DisposeAsync();
    }

    [Theory]
    [InlineData("client_secret", "wrong", "incorrect_client_credentials"), InlineData("code", "wrong", "bad_verification_code")]
    [InlineData("code_verifier", "wrong", "bad_verification_code"), InlineData("redirect_uri", "http://127.0.0.1:5000/elsewhere", "redirect_uri_mismatch")]
    public async Task GitHub_answers_200_with_what_is_wrong(string field, string value, string error)
    {
        var (status, body) = await ExchangeAsync("/login/oauth/access_token", await CodeAsync("/login/oauth/authorize", "ada"), new() { [field] = value });
        Assert.Equal((HttpStatusCode.OK, error), (status, body.GetProperty("error").GetString()));
        Assert.False(body.TryGetProperty("access_token", out _));
    }

    [Theory]
    [InlineData("client_secret", "wrong", HttpStatusCode.Unauthorized, "invalid_client"), InlineData("code", "wrong", HttpStatusCode.BadRequest, "invalid_grant")]
    [InlineData("code_verifier", "wrong", HttpStatusCode.BadRequest, "invalid_grant"), InlineData("redirect_uri", "http://127.0.0.1:5000/elsewhere", HttpStatusCode.BadRequest, "invalid_grant")]
    [InlineData("grant_type", "password", HttpStatusCode.BadRequest, "unsupported_grant_type")]
    public async Task OpenID_Connect_answers_with_the_error_of_its_specification(string field, string value, HttpStatusCode status, string error)
    {
        var (answered, body) = await ExchangeAsync("/oidc/token", await CodeAsync("/oidc/authorize", "ada"), new() { [field] = value });
        Assert.Equal((status, error), (answered, body.GetProperty("error").GetString()));
    }

    [Theory]
    [InlineData("/login/oauth/authorize", "/login/oauth/access_token", 600), InlineData("/oidc/authorize", "/oidc/token", 60)]
    public async Task A_code_is_good_once_and_for_a_while(string authorize, string token, int seconds)
    {
        var code = await CodeAsync(authorize, "ada");
        Assert.True((await ExchangeAsync(token, code, Unchanged)).Body.TryGetProperty("access_token", out _));
        Assert.True((await ExchangeAsync(token, code, Unchanged)).Body.TryGetProperty("error", out _));
        var late = await CodeAsync(authorize, "ada");
        _time.Advance(TimeSpan.FromSeconds(seconds));
        Assert.True((await ExchangeAsync(token, late, Unchanged)).Body.TryGetProperty("error", out _));
    }

    [Theory]
    [InlineData("/login/oauth/authorize"), InlineData("/oidc/authorize")]
    public async Task An_unknown_client_or_another_sites_address_is_refused_on_the_spot(string authorize)
    {
        foreach (var (key, value) in new[] { ("client_id", "other"), ("redirect_uri", "https://evil.example/"), ("redirect_uri", "http://127.0.0.1.evil.example/") })
        {
            using var answer = await _http.GetAsync(Address(authorize, new() { [key] = value }), Cancel);
            Assert.Equal((HttpStatusCode.BadRequest, null), (answer.StatusCode, answer.Headers.Location));
        }
    }

    [Fact]
    public async Task OpenID_Connect_insists_on_PKCE()
    {
        using var answer = await _http.GetAsync(Address("/oidc/authorize", new() { ["code_challenge"] = "" }), Cancel);
        Assert.Equal("invalid_request", QueryHelpers.ParseQuery(answer.Headers.Location!.Query)["error"]);
    }

    [Theory]
    [InlineData("read:org", HttpStatusCode.OK), InlineData("", HttpStatusCode.Forbidden)]
    public async Task Teams_are_for_tokens_that_may_read_the_organization(string scope, HttpStatusCode status)
    {
        var code = await CodeAsync("/login/oauth/authorize", "ada", scope);
        var token = (await ExchangeAsync("/login/oauth/access_token", code, Unchanged)).Body.GetProperty("access_token").GetString()!;
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var teams = await _http.GetAsync("/user/teams", Cancel);
        Assert.Equal(status, teams.StatusCode);
        using var user = JsonDocument.Parse(await _http.GetStringAsync("/user", Cancel));
        Assert.Equal("ada", user.RootElement.GetProperty("login").GetString());
    }

    [Fact]
    public async Task Somebody_from_outside_has_an_account_and_no_membership()
    {
        var code = await CodeAsync("/login/oauth/authorize", "mallory", "read:org");
        var token = (await ExchangeAsync("/login/oauth/access_token", code, Unchanged)).Body.GetProperty("access_token").GetString()!;
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        Assert.Equal(HttpStatusCode.NotFound, (await _http.GetAsync("/user/memberships/orgs/acme", Cancel)).StatusCode);
        Assert.Equal("[]", await _http.GetStringAsync("/user/teams", Cancel));
        Assert.Equal("[]", await _http.GetStringAsync("/user/orgs", Cancel));
    }

    private static string Address(string authorize, Dictionary<string, string> changed, string scope = "openid read:org")
    {
        var query = new Dictionary<string, string?>
        {
            ["client_id"] = SandboxClient.Id, ["redirect_uri"] = Back, ["response_type"] = "code", ["scope"] = scope, ["state"] = "state", ["nonce"] = "nonce", ["code_challenge_method"] = "S256",
            ["code_challenge"] = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier))),
        };
        foreach (var (key, value) in changed) query[key] = value;
        return QueryHelpers.AddQueryString(authorize, query);
    }

    private async Task<string> CodeAsync(string authorize, string login, string scope = "openid read:org")
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["login"] = login });
        using var answer = await _http.PostAsync(Address(authorize, Unchanged, scope), form, Cancel);
        var query = QueryHelpers.ParseQuery(answer.Headers.Location!.Query);
        Assert.Equal("state", query["state"]);
        return query["code"].ToString();
    }

    private async Task<(HttpStatusCode Status, JsonElement Body)> ExchangeAsync(string token, string code, Dictionary<string, string> changed)
    {
        var fields = new Dictionary<string, string>
        {
            ["client_id"] = SandboxClient.Id, ["client_secret"] = SandboxClient.Secret, ["code"] = code, ["redirect_uri"] = Back, ["grant_type"] = "authorization_code", ["code_verifier"] = Verifier,
        };
        foreach (var (key, value) in changed) fields[key] = value;
        using var form = new FormUrlEncodedContent(fields);
        using var answer = await _http.PostAsync(token, form, Cancel);
        using var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancel));
        return (answer.StatusCode, body.RootElement.Clone());
    }
}
