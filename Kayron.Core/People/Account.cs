namespace Kayron.Core.People;

/// <summary>Somebody who has signed in, as the provider last described them. Never what they may: that follows from the groups and the configuration, at each action.</summary>
/// <param name="Id">The provider's immutable id, prefixed by the provider: <c>github:12345</c>, <c>oidc:ISSUER|SUBJECT</c>, <c>sandbox:ada</c>, <c>token:1</c>.</param>
/// <param name="Login">GitHub login; empty where none is known.</param>
/// <param name="Groups">Teams of the configured organisation (by slug) or groups of the identity provider; <see cref="RoleGrants.Everyone"/> for each member.</param>
/// <param name="CheckedAt">When the provider said so.</param>
public sealed record Account(string Id, string Login, string Name, string? Email, IReadOnlyList<string> Groups, DateTimeOffset CheckedAt)
{
    /// <summary>Set by an administrator: signs in no more, and whatever acts in this account's name is refused. Null: may.</summary>
    public DateTimeOffset? DisabledAt { get; init; }

    /// <summary><c>github</c>, <c>oidc</c>, <c>sandbox</c> or <c>token</c>.</summary>
    public string Provider => ProviderOf(Id);

    public static string ProviderOf(string id) => id.Split(':', 2)[0];
}
