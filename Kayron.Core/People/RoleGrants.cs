using System.Collections.Immutable;
using Kayron.Core.Commands;

namespace Kayron.Core.People;

/// <param name="Group">Team or group; <see cref="RoleGrants.Everyone"/> for every member.</param>
/// <param name="Environment"><see cref="Actor.Everywhere"/> for all.</param>
public sealed record RoleGrant(string Group, string Environment, Role Role);

/// <summary>Which group has which role where. Of several grants the highest holds.</summary>
public sealed record RoleGrants(IReadOnlyList<RoleGrant> All)
{
    /// <summary>The group of every member.</summary>
    public const string Everyone = "*";

    public static RoleGrants None { get; } = new([]);

    /// <returns>By environment; empty: no role at all.</returns>
    public IReadOnlyDictionary<string, Role> Of(IReadOnlyList<string> groups) => All
        .Where(grant => groups.Contains(grant.Group, StringComparer.OrdinalIgnoreCase))
        .GroupBy(grant => grant.Environment, StringComparer.Ordinal)
        .ToImmutableSortedDictionary(grants => grants.Key, grants => grants.Max(grant => grant.Role), StringComparer.Ordinal);
}
