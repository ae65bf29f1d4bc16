using Kayron.Core.Commands;

namespace Kayron.Web.Components.Presentation;

/// <summary>Roles in words.</summary>
public static class Roles
{
    public static string Name(Role role) => role.ToString().ToLowerInvariant();

    /// <summary>Why a button is not there.</summary>
    public static string Needed(Role role, string? environment, string what) =>
        $"To {what} you need the role {Name(role)}{(environment is null ? "" : $" in {environment}")}. An administrator can give it to you.";
}
