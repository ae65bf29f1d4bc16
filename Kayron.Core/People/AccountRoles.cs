using System.Collections.Immutable;
using Kayron.Core.Commands;

namespace Kayron.Core.People;

/// <summary>What an account may, by the configuration in force. A provider that is configured no longer gives no role.</summary>
/// <param name="Providers">By name: <c>github</c>, <c>oidc</c>, <c>sandbox</c>.</param>
public sealed record AccountRoles(IReadOnlyDictionary<string, RoleGrants> Providers)
{
    /// <returns>By environment; empty: none, and for an account that is disabled.</returns>
    public IReadOnlyDictionary<string, Role> Of(Account account) =>
        account.DisabledAt is null && Providers.TryGetValue(account.Provider, out var grants) ? grants.Of(account.Groups) : ImmutableDictionary<string, Role>.Empty;
}
