using Kayron.Core.Commands;

namespace Kayron.Core.Storage;

/// <summary>API tokens. Only their SHA-256 is stored: whoever reads the database cannot sign in with it.</summary>
public interface ITokenStore
{
    /// <returns>Null: no such token, or one that was revoked. Whether it has expired is the caller's to judge.</returns>
    Task<StoredToken?> FindAsync(byte[] hash, CancellationToken cancellationToken);

    /// <summary>Makes the token an administrator's where it is not stored yet.</summary>
    /// <returns>True: it was stored now.</returns>
    Task<bool> EnsureAdministratorAsync(byte[] hash, CancellationToken cancellationToken);

    Task<bool> HasAdministratorAsync(CancellationToken cancellationToken);
}

/// <param name="Account">GitHub login that the token acts as.</param>
/// <param name="Environments">Where the role holds; empty: everywhere.</param>
/// <param name="Expires">Null: never.</param>
public sealed record StoredToken(long Id, string Name, string Account, Role Role, IReadOnlyList<string> Environments, DateTimeOffset? Expires);
