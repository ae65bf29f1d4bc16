using System.Security.Claims;

namespace Kayron.Web.Auth;

/// <summary>
/// Who a request says it is: a kind and a key, never a role. Roles are looked up for each action, so that a revoked one is gone at once, in open pages too.
/// </summary>
/// <param name="Kind">One of the constants.</param>
/// <param name="Key">The login of a person of the sandbox, or the hash of a token in hexadecimal.</param>
/// <param name="Scheme">How it was proven; one of <see cref="AuthenticationSchemes"/>.</param>
/// <param name="Address">Where the request came from.</param>
public sealed record Identity(string Kind, string Key, string Scheme, string Address)
{
    public const string Sandbox = "sandbox";
    public const string Token = "token";

    private const string KindClaim = "kayron:kind";
    private const string KeyClaim = "kayron:key";
    private const string AddressClaim = "kayron:address";

    /// <summary>Signed in with a cookie: mutations then need an antiforgery token, because browsers send cookies by themselves.</summary>
    public bool IsSession => Scheme == AuthenticationSchemes.Session;

    public ClaimsPrincipal ToPrincipal() =>
        new(new ClaimsIdentity([new Claim(KindClaim, Kind), new Claim(KeyClaim, Key), new Claim(ClaimTypes.NameIdentifier, $"{Kind}:{Key}"), new Claim(AddressClaim, Address)], Scheme));

    /// <returns>Null: nobody is signed in.</returns>
    public static Identity? From(ClaimsPrincipal principal) =>
        principal is { Identity: { IsAuthenticated: true, AuthenticationType: { } scheme } } && principal.FindFirstValue(KindClaim) is { } kind && principal.FindFirstValue(KeyClaim) is { } key
            ? new Identity(kind, key, scheme, principal.FindFirstValue(AddressClaim) ?? "unknown")
            : null;
}
