using Kayron.Core.Commands;

namespace Kayron.Core.Storage;

/// <summary>API tokens as signing in needs them. Only their SHA-256 is stored: whoever reads the database cannot sign in with it.</summary>
public interface ITokenStore
{
    /// <returns>Null: no such token, or one that was revoked. Whether it has expired is the caller's to judge.</returns>
    Task<StoredToken?> FindAsync(byte[] hash, CancellationToken cancellationToken);

    /// <summary>Notes that it was used, at most once a minute.</summary>
    Task NoteUseAsync(StoredToken token, CancellationToken cancellationToken);

    /// <summary>Makes the token an administrator's where it is not stored yet.</summary>
    /// <returns>True: it was stored now.</returns>
    Task<bool> EnsureAdministratorAsync(byte[] hash, CancellationToken cancellationToken);

    Task<bool> HasAdministratorAsync(CancellationToken cancellationToken);
}

/// <param name="Account">Login that the token acts as.</param>
/// <param name="Environments">Where the role holds; empty: everywhere.</param>
/// <param name="Expires">Null: never.</param>
/// <param name="Creator">Provider's id of its maker, who must have the role still; null: Kayron itself.</param>
/// <param name="ProviderId">Of the account it acts as, where that is its maker's; null: it acts as itself, <c>token:ID</c>.</param>
/// <param name="Delegated">It acts for another than its maker.</param>
public sealed record StoredToken(
    long Id, string Name, string Account, Role Role, IReadOnlyList<string> Environments, DateTimeOffset? Expires,
    string? Creator = null, string? CreatorName = null, string? ProviderId = null, bool Delegated = false, DateTimeOffset? LastUsedAt = null);
