using Kayron.Core.People;

namespace Kayron.Core.Configuration;

/// <summary>Who may sign in, and what gives them their role. Beside what is configured here, tokens always work.</summary>
public sealed record AuthSettings
{
    /// <summary>Null: nobody signs in with GitHub.</summary>
    public GitHubSignInSettings? GitHub { get; init; }

    /// <summary>Null: nobody signs in with an OpenID Connect provider.</summary>
    public OidcSettings? Oidc { get; init; }
    public SessionLimits Sessions { get; init; } = SessionLimits.Default;

    /// <summary>So long a token of a person's own works after their provider last vouched for them: who signs in nowhere any more may have left.</summary>
    public TimeSpan TokenTrust { get; init; } = TimeSpan.FromDays(30);

    public AccountRoles ToRoles()
    {
        var providers = new Dictionary<string, RoleGrants>();
        if (GitHub is not null) providers["github"] = GitHub.Roles;
        if (Oidc is not null) providers["oidc"] = Oidc.Roles;
        return new AccountRoles(providers);
    }
}

/// <param name="Organization">Only its members get in; teams are its teams.</param>
/// <param name="Roles">By team slug; <c>*</c> for every member.</param>
/// <param name="Recheck">After this the next action of a person asks GitHub again for membership and teams.</param>
public sealed record GitHubSignInSettings(string ClientId, string ClientSecret, string Organization, RoleGrants Roles, TimeSpan Recheck);

/// <param name="Authority">The issuer's address; its discovery document lies below it.</param>
/// <param name="ClientSecret">Null: a public client, which PKCE alone protects.</param>
/// <param name="Roles">By group; <c>*</c> for everybody the provider lets in.</param>
/// <param name="GroupsClaim">Claim that lists the groups.</param>
/// <param name="LoginClaim">Claim that holds the GitHub login; null: none does.</param>
/// <param name="Scopes">Asked for beside <c>openid</c>.</param>
/// <param name="Label">What the button says: <c>Sign in with LABEL</c>.</param>
public sealed record OidcSettings(
    Uri Authority, string ClientId, string? ClientSecret, RoleGrants Roles, string GroupsClaim, string? LoginClaim, IReadOnlyList<string> Scopes, string Label);
