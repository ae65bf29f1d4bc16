using Kayron.Core.Commands;
using Kayron.Core.People;

namespace Kayron.Core.Configuration;

/// <summary>Reads <c>Kayron:Auth</c>. A provider is in force where anything is set below its key, and must then be whole.</summary>
internal static class AuthReader
{
    private static readonly Dictionary<string, Role> Roles = Enum.GetValues<Role>().ToDictionary(role => role.ToString().ToLowerInvariant());
    private static readonly IReadOnlyList<string> DefaultScopes = ["profile", "email"];

    public static AuthSettings Read(SettingsScope root, IReadOnlyList<EnvironmentSettings> environments)
    {
        IReadOnlyList<string> names = [.. environments.Select(environment => environment.Name)];
        return new AuthSettings
        {
            GitHub = root.IsSet("Auth:GitHub") ? ReadGitHub(root, names) : null,
            Oidc = root.IsSet("Auth:Oidc") ? ReadOidc(root, names) : null,
            Sessions = ReadSessions(root),
            TokenTrust = root.Duration("Auth:Tokens:Trust", TimeSpan.FromHours(1), TimeSpan.FromDays(365)) ?? new AuthSettings().TokenTrust,
        };
    }

    private static GitHubSignInSettings ReadGitHub(SettingsScope root, IReadOnlyList<string> environments) => new(
        root.Required("Auth:GitHub:ClientId"), root.Required("Auth:GitHub:ClientSecret"), root.Required("Auth:GitHub:Organization"), ReadRoles(root, "Auth:GitHub:Roles", environments),
        root.Duration("Auth:GitHub:Recheck", TimeSpan.FromMinutes(1), TimeSpan.FromDays(1)) ?? TimeSpan.FromMinutes(15));

    private static OidcSettings ReadOidc(SettingsScope root, IReadOnlyList<string> environments) => new(
        ReadAuthority(root), root.Required("Auth:Oidc:ClientId"), root.Text("Auth:Oidc:ClientSecret"), ReadRoles(root, "Auth:Oidc:Roles", environments),
        root.Text("Auth:Oidc:GroupsClaim") ?? "groups", root.Text("Auth:Oidc:LoginClaim"), root.List("Auth:Oidc:Scopes") ?? DefaultScopes, root.Text("Auth:Oidc:Label") ?? "single sign-on");

    private static Uri ReadAuthority(SettingsScope root)
    {
        var nowhere = new Uri("https://invalid/");
        if (root.Text("Auth:Oidc:Authority") is null) root.Missing("Auth:Oidc:Authority");
        if (root.Address("Auth:Oidc:Authority") is not { } authority) return nowhere;
        if (authority.Scheme != Uri.UriSchemeHttps && !authority.IsLoopback) root.Report("Auth:Oidc:Authority", "must begin with https://: who can change the answers on the way can sign in as anybody.");
        return authority;
    }

    private static SessionLimits ReadSessions(SettingsScope root)
    {
        var limits = new SessionLimits(
            root.Duration("Auth:Session:Idle", TimeSpan.FromMinutes(5), TimeSpan.FromDays(30)) ?? SessionLimits.Default.Idle,
            root.Duration("Auth:Session:Lifetime", TimeSpan.FromMinutes(5), TimeSpan.FromDays(30)) ?? SessionLimits.Default.Lifetime);
        if (limits.Idle > limits.Lifetime) root.Report(root.IsSet("Auth:Session:Idle") ? "Auth:Session:Idle" : "Auth:Session:Lifetime", "would never matter: Idle is longer than Lifetime.");
        return limits;
    }

    /// <summary><c>GROUP: role</c> for all environments, or <c>GROUP: { ENVIRONMENT: role }</c>.</summary>
    private static RoleGrants ReadRoles(SettingsScope root, string key, IReadOnlyList<string> environments)
    {
        var pairs = root.Pairs(key);
        if (pairs.Count == 0) root.Report(key, "is missing: without it nobody who signs in has a role.");
        return new RoleGrants([.. pairs.Select(pair => ReadGrant(root, $"{key}:{pair.Key}", pair.Key, pair.Value, environments)).OfType<RoleGrant>()]);
    }

    private static RoleGrant? ReadGrant(SettingsScope root, string key, string path, string text, IReadOnlyList<string> environments)
    {
        // A group's own name may hold colons, an environment's cannot.
        var colon = path.LastIndexOf(':');
        var (group, name) = colon < 0 ? (path, Actor.Everywhere) : (path[..colon], path[(colon + 1)..]);
        var environment = name == Actor.Everywhere ? name : environments.FirstOrDefault(known => string.Equals(known, name, StringComparison.OrdinalIgnoreCase));
        if (environment is null) root.Report(key, $"is for an environment that does not exist; there are {string.Join(", ", environments)} and {Actor.Everywhere} for all.");
        if (!Roles.TryGetValue(text, out var role)) root.Report(key, $"must be a role: {string.Join(", ", Roles.Keys)}.");
        return environment is not null && Roles.ContainsKey(text) ? new RoleGrant(group, environment, role) : null;
    }
}
