using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Kayron.Sandbox.GitHub;
using Kayron.Sandbox.GitHub.Model;
using Kayron.Sandbox.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Kayron.Sandbox.SignIn;

/// <summary>An OpenID Connect provider below <c>/oidc</c>: discovery, keys, authorisation code with PKCE, ID tokens signed with RS256. PKCE is not a choice here.</summary>
internal sealed class OidcProvider(GitHubWorld world, CallLog calls) : IDisposable
{
    private const string Prefix = "/oidc";
    private const string KeyId = "sandbox";
    private static readonly TimeSpan CodeLifetime = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan TokenLifetime = TimeSpan.FromMinutes(5);
    private readonly AuthorizationCodes _codes = new(world.Clock);
    private readonly RSA _key = RSA.Create(2048);

    public static bool Serves(HttpContext context) => context.Request.Path.StartsWithSegments(Prefix, StringComparison.Ordinal);

    public void Dispose() => _key.Dispose();

    public async Task HandleAsync(HttpContext context)
    {
        var operation = context.Request.Path.Value![Prefix.Length..];
        var issuer = $"{context.Request.Scheme}://{context.Request.Host}{Prefix}";
        if (world.Faults.Meet(context.Request.Method, context.Request.Path.Value) is { } fault) context.Response.StatusCode = fault.Status;
        else if (operation == "/.well-known/openid-configuration") await context.Response.WriteAsJsonAsync(Discovery(issuer), context.RequestAborted);
        else if (operation == "/jwks") await context.Response.WriteAsJsonAsync(Keys(), context.RequestAborted);
        else if (operation == "/authorize") await AuthorizeAsync(context);
        else if (operation == "/token" && HttpMethods.IsPost(context.Request.Method)) await ExchangeAsync(context, issuer);
        else context.Response.StatusCode = 404;
        calls.Record("oidc", $"{context.Request.Method} {Prefix}{operation}", context.Response.StatusCode);
    }

    private static object Discovery(string issuer) => new
    {
        issuer, authorization_endpoint = $"{issuer}/authorize", token_endpoint = $"{issuer}/token", jwks_uri = $"{issuer}/jwks",
        response_types_supported = new[] { "code" }, response_modes_supported = new[] { "query" }, subject_types_supported = new[] { "public" }, scopes_supported = new[] { "openid", "profile", "email", "groups" },
        id_token_signing_alg_values_supported = new[] { "RS256" }, code_challenge_methods_supported = new[] { "S256" }, token_endpoint_auth_methods_supported = new[] { "client_secret_post" },
    };

    private object Keys()
    {
        var key = _key.ExportParameters(includePrivateParameters: false);
        return new { keys = new[] { new { kty = "RSA", use = "sig", alg = "RS256", kid = KeyId, n = Base64Url.EncodeToString(key.Modulus), e = Base64Url.EncodeToString(key.Exponent) } } };
    }

    private async Task AuthorizeAsync(HttpContext context)
    {
        var asked = context.Request.Query;
        var back = asked["redirect_uri"].ToString();
        if (asked["client_id"] != SandboxClient.Id || !SandboxClient.MayReturnTo(back))
        {
            await ChooserPage.RefuseAsync(context, "No application with this client_id and redirect_uri is registered.");
            return;
        }
        if (Problem(asked) is { } problem) Answer(context, back, asked, new() { ["error"] = problem.Error, ["error_description"] = problem.Description });
        else if (!HttpMethods.IsPost(context.Request.Method)) await ChooserPage.WriteAsync(context, "OpenID Connect", world.SignInPeople);
        else
        {
            var form = await context.Request.ReadFormAsync(context.RequestAborted);
            if (world.SignInPeople.FirstOrDefault(person => person.Login == form["login"]) is not { } person) Answer(context, back, asked, new() { ["error"] = "access_denied" });
            else
            {
                var grant = new Grant(person, SandboxClient.Id, back, asked["code_challenge"], asked["nonce"], asked["scope"].ToString().Split(' '), _codes.Now + CodeLifetime);
                Answer(context, back, asked, new() { ["code"] = _codes.Issue(grant) });
            }
        }
    }

    private static (string Error, string Description)? Problem(IQueryCollection asked)
    {
        if (asked["response_type"] != "code") return ("unsupported_response_type", "Only the authorization code flow is supported.");
        if (!asked["scope"].ToString().Split(' ').Contains("openid")) return ("invalid_scope", "The scope openid is missing.");
        return asked["code_challenge_method"] == "S256" && asked["code_challenge"].ToString().Length >= 43 ? null : ("invalid_request", "PKCE with S256 is required.");
    }

    private static void Answer(HttpContext context, string back, IQueryCollection asked, Dictionary<string, string?> answer)
    {
        if (asked["state"].ToString() is { Length: > 0 } state) answer["state"] = state;
        context.Response.Redirect(QueryHelpers.AddQueryString(back, answer));
    }

    private async Task ExchangeAsync(HttpContext context, string issuer)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        context.Response.Headers.CacheControl = "no-store";
        object answer;
        if (!SandboxClient.Proves(form["client_id"], form["client_secret"])) answer = Refuse(context, 401, "invalid_client");
        else if (form["grant_type"] != "authorization_code") answer = Refuse(context, 400, "unsupported_grant_type");
        else if (_codes.Redeem(form["code"].ToString()) is not { } grant || form["redirect_uri"] != grant.RedirectUri || !grant.IsProvenBy(form["code_verifier"])) answer = Refuse(context, 400, "invalid_grant");
        else answer = new { access_token = AuthorizationCodes.RandomText(24), token_type = "Bearer", expires_in = (int)TokenLifetime.TotalSeconds, id_token = Sign(Claims(grant, issuer)) };
        await context.Response.WriteAsJsonAsync(answer, context.RequestAborted);
    }

    private static object Refuse(HttpContext context, int status, string error)
    {
        context.Response.StatusCode = status;
        return new { error };
    }

    private Dictionary<string, object?> Claims(Grant grant, string issuer)
    {
        var (person, now) = (grant.Person, _codes.Now);
        return new()
        {
            ["iss"] = issuer, ["aud"] = grant.ClientId, ["sub"] = $"00u{person.Id}", ["iat"] = now.ToUnixTimeSeconds(), ["exp"] = (now + TokenLifetime).ToUnixTimeSeconds(), ["nonce"] = grant.Nonce,
            ["name"] = person.Name, ["email"] = person.Email, ["preferred_username"] = person.Email, ["github"] = person.Login,
            ["groups"] = world.FindPerson(person.Login) is null ? [] : world.Teams.Of(person.Login),
        };
    }

    private string Sign(Dictionary<string, object?> claims)
    {
        var body = $"{Encode(new { alg = "RS256", typ = "JWT", kid = KeyId })}.{Encode(claims)}";
        return $"{body}.{Base64Url.EncodeToString(_key.SignData(Encoding.ASCII.GetBytes(body), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }

    private static string Encode(object value) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(value));
}
