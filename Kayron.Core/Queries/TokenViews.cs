using Kayron.Core.Commands;

namespace Kayron.Core.Queries;

/// <param name="Account">Login that it acts as.</param>
/// <param name="Environments">Where the role holds; empty: everywhere.</param>
/// <param name="CreatedBy">Name of its maker.</param>
/// <param name="LastUsed">To the minute; null: never.</param>
/// <param name="Delegated">Acts for another than its maker: it approves nothing, unless the environment allows that.</param>
public sealed record TokenView(
    long Id, string Name, string Account, string Role, IReadOnlyList<string> Environments, DateTimeOffset? Expires, DateTimeOffset CreatedAt, string CreatedBy, DateTimeOffset? LastUsed, bool Delegated);

public interface ITokenQueries
{
    /// <summary>Newest first: every token for an administrator of everything, else those that the actor made.</summary>
    Task<Page<TokenView>> ListAsync(Actor actor, PageRequest page, CancellationToken cancellationToken);
}
