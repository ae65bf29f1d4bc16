using Kayron.Core.Commands;
using Kayron.Core.Storage;

namespace Kayron.Web.Auth;

/// <summary>What a token may: what it was made with, and no more than its maker may now.</summary>
public static class TokenRoles
{
    public static IReadOnlyList<string> Names { get; } = [.. Enum.GetValues<Role>().Select(Name)];

    public static string Name(Role role) => role.ToString().ToLowerInvariant();

    /// <returns>Null: no role is called so.</returns>
    public static Role? Parse(string? name) => Names.Contains(name) ? Enum.Parse<Role>(name!, ignoreCase: true) : null;

    /// <param name="maker">By environment; null: nobody to compare with.</param>
    public static IReadOnlyDictionary<string, Role> Of(StoredToken token, IReadOnlyDictionary<string, Role>? maker)
    {
        var given = (token.Environments.Count == 0 ? [Actor.Everywhere] : token.Environments).ToDictionary(environment => environment, _ => token.Role);
        if (maker is null) return given;
        if (token.Environments.Count == 0) return maker.ToDictionary(role => role.Key, role => Lesser(role.Value, token.Role));
        return given.Keys.Select(environment => (environment, Role: In(maker, environment))).Where(held => held.Role is not null)
            .ToDictionary(held => held.environment, held => Lesser(held.Role!.Value, token.Role));
    }

    private static Role? In(IReadOnlyDictionary<string, Role> roles, string environment)
    {
        Role? here = roles.TryGetValue(environment, out var special) ? special : null;
        Role? everywhere = roles.TryGetValue(Actor.Everywhere, out var general) ? general : null;
        return here is null ? everywhere : everywhere is null || here > everywhere ? here : everywhere;
    }

    private static Role Lesser(Role one, Role other) => one < other ? one : other;
}
