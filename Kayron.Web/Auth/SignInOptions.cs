namespace Kayron.Web.Auth;

/// <summary>What the sign-in page offers.</summary>
/// <param name="Sandbox">True: one of <paramref name="People"/>, without a password. False: the administrator's token.</param>
public sealed record SignInOptions(IReadOnlyList<SandboxPerson> People, bool Sandbox)
{
    /// <summary>GitHub organization whose members sign in; null: nobody does with GitHub.</summary>
    public string? Organization { get; init; }

    /// <summary>What the OpenID Connect provider is called; null: there is none.</summary>
    public string? Oidc { get; init; }
}

/// <param name="Role">In words: <c>approver</c>, <c>viewer, operator in testing</c>.</param>
public sealed record SandboxPerson(string Login, string Name, string Role);
