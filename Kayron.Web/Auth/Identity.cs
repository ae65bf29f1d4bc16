using System.Security.Claims;

namespace Kayron.Web.Auth;

/// <summary>
/// Who a request says it is: a kind and a key, never a role. Roles are looked up for each action, so that a revoked one is gone at once, in open pages too.
/// </summary>
/// <param name="Kind">One of the constants.</param>
/// <param name="Key">What the provider calls the person for ever, or the hash of a token in hexadecimal.</param>
/// <param name="Scheme">How it was proven; one of <see cref="AuthenticationSchemes"/>.</param>
/// <param name="Address">Where the request came from.</param>
/// <param name="Session">What names the session that a browser holds; null for a token that is sent with each request.</param>
public sealed record Identity(string Kind, string Key, string Scheme, string Address, string? Session = null)
{
    public const string Sandbox = "sandbox";
    public const string Token = "token";
    public const string GitHub = "github";
    public const string Oidc = "oidc";

    private const string KindClaim = "kayron:kind";
    private const string KeyClaim = "kayron:key";
    private const string AddressClaim = "kayron:address";
    private const string SessionClaim = "kayron:session";

    /// <summary>Signed in with a cookie: mutations then need an antiforgery token, because browsers send cookies by themselves.</summary>
    public bool IsSession => Scheme == AuthenticationSchemes.Session;

    public ClaimsPrincipal ToPrincipal()
    {
        Claim[] claims = [new(KindClaim, Kind), new(KeyClaim, Key), new(ClaimTypes.NameIdentifier, $"{Kind}:{Key}"), new(AddressClaim, Address)];
        return new(new ClaimsIdentity(Session is null ? claims : [.. claims, new Claim(SessionClaim, Session)], Scheme));
    }

    /// <returns>Null: nobody is signed in.</returns>
    public static Identity? From(ClaimsPrincipal principal) =>
        principal is { Identity: { IsAuthenticated: true, AuthenticationType: { } scheme } } && principal.FindFirstValue(KindClaim) is { } kind && principal.FindFirstValue(KeyClaim) is { } key
            ? new Identity(kind, key, scheme, principal.FindFirstValue(AddressClaim) ?? "unknown", principal.FindFirstValue(SessionClaim))
            : null;
}
