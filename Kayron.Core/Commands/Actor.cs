namespace Kayron.Core.Commands;

/// <summary>Each includes those before it.</summary>
public enum Role { Viewer, Operator, Approver, Administrator }

/// <summary>Who does something, and what they may.</summary>
/// <param name="Account">The provider's immutable id, prefixed by the provider: <c>sandbox:ada</c>, <c>token:1</c>.</param>
/// <param name="Login">GitHub login where there is one.</param>
/// <param name="Roles">By environment; <c>*</c> for all.</param>
/// <param name="Origin">Where it came from, for the audit: address and <c>dashboard</c> or <c>api</c>, which the command line is too, and the token.</param>
/// <param name="Delegated">A token that acts for another than its maker, or for a machine.</param>
public sealed record Actor(string Account, string Login, string Name, IReadOnlyDictionary<string, Role> Roles, string Origin, bool Delegated = false)
{
    public const string Everywhere = "*";

    /// <summary>What Kayron does by itself, for the audit. It has no role: commands are for people.</summary>
    public static Actor Kayron { get; } = new("kayron", "kayron", "Kayron", new Dictionary<string, Role>(), "worker");

    /// <summary><c>viewer everywhere, approver in production</c>.</summary>
    public string RolesInWords => Roles.Count == 0
        ? "no role"
        : string.Join(", ", Roles
            .OrderBy(role => role.Key != Everywhere).ThenBy(role => role.Key, StringComparer.Ordinal)
            .Select(role => $"{role.Value.ToString().ToLowerInvariant()} {(role.Key == Everywhere ? "everywhere" : $"in {role.Key}")}"));

    /// <param name="environment">Null: in every environment.</param>
    public bool Is(Role role, string? environment) =>
        (environment is not null && Roles.TryGetValue(environment, out var here) && here >= role)
        || (Roles.TryGetValue(Everywhere, out var everywhere) && everywhere >= role);
}
