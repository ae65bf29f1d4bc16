using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Kayron.Sandbox.GitHub.Model;

namespace Kayron.Sandbox.SignIn;

/// <param name="RedirectUri">Where the code was sent, which whoever redeems it must name.</param>
/// <param name="Challenge">Of PKCE, S256; null: none was given.</param>
internal sealed record Grant(Person Person, string ClientId, string RedirectUri, string? Challenge, string? Nonce, IReadOnlyList<string> Scopes, DateTimeOffset Expires)
{
    /// <summary>Whether the verifier is the one behind the challenge.</summary>
    public bool IsProvenBy(string? verifier) =>
        Challenge is null || (verifier is not null && Challenge == Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier))));
}

/// <summary>Codes that were handed out and not redeemed yet. Each is good once, for a while.</summary>
internal sealed class AuthorizationCodes(TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, Grant> _grants = new();

    public DateTimeOffset Now => clock.GetUtcNow();

    public string Issue(Grant grant)
    {
        var code = RandomText(20);
        _grants[code] = grant;
        return code;
    }

    /// <returns>Null: no such code, one that was redeemed before, or one that is too old.</returns>
    public Grant? Redeem(string code) => _grants.TryRemove(code, out var grant) && grant.Expires > Now ? grant : null;

    public static string RandomText(int bytes) => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(bytes));
}
