using Kayron.Core.Commands;

namespace Kayron.Web.Components.Presentation;

/// <summary>Roles in words.</summary>
public static class Roles
{
    /// <summary><c>viewer everywhere, approver in production</c>.</summary>
    public static string InWords(Actor actor) => actor.Roles.Count == 0
        ? "no role"
        : string.Join(", ", actor.Roles
            .OrderBy(role => role.Key != Actor.Everywhere).ThenBy(role => role.Key, StringComparer.Ordinal)
            .Select(role => $"{Name(role.Value)} {(role.Key == Actor.Everywhere ? "everywhere" : $"in {role.Key}")}"));

    public static string Name(Role role) => role.ToString().ToLowerInvariant();

    /// <summary>Why a button is not there.</summary>
    public static string Needed(Role role, string? environment, string what) =>
        $"To {what} you need the role {Name(role)}{(environment is null ? "" : $" in {environment}")}. An administrator can give it to you.";
}
