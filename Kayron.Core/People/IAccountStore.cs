using Kayron.Core.Commands;

namespace Kayron.Core.People;

/// <summary>Accounts and their sessions.</summary>
public interface IAccountStore
{
    Task<Account?> FindAsync(string id, CancellationToken cancellationToken);

    /// <returns>Null: no such session, whatever became of it. Whether it still holds is the caller's to judge.</returns>
    Task<(Session Session, Account Account)?> FindSessionAsync(byte[] hash, CancellationToken cancellationToken);

    /// <summary>Stores what the provider said and begins a session, audited. An administrator's decision to disable the account stays.</summary>
    /// <returns>False: the account is disabled, and nothing was begun; that is audited, too.</returns>
    Task<bool> SignInAsync(Account account, NewSession session, Actor actor, CancellationToken cancellationToken);

    /// <summary>Stores what the provider says now. Audited where the groups differ.</summary>
    Task UpdateAsync(Account account, Actor actor, CancellationToken cancellationToken);

    /// <summary>Notes that a session was used.</summary>
    Task SeeAsync(long sessionId, CancellationToken cancellationToken);

    /// <summary>Ends a session because its person signed out, audited.</summary>
    Task SignOutAsync(long sessionId, Actor actor, CancellationToken cancellationToken);
}
