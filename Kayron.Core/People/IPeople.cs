using Kayron.Core.Commands;
using Kayron.Core.Queries;

namespace Kayron.Core.People;

/// <param name="Sessions">Open ones.</param>
/// <param name="DisabledBy">Name of the administrator; null: not disabled.</param>
public sealed record PersonView(
    string Account, string Provider, string Login, string Name, string? Email, IReadOnlyList<string> Groups, IReadOnlyDictionary<string, Role> Roles,
    DateTimeOffset LastSignIn, DateTimeOffset CheckedAt, int Sessions, DateTimeOffset? DisabledAt, string? DisabledBy);

/// <param name="Name">Of the person.</param>
public sealed record SessionView(long Id, string Account, string Name, DateTimeOffset CreatedAt, DateTimeOffset LastSeen, DateTimeOffset Expires, string Address, string Browser);

public interface IPeopleQueries
{
    /// <summary>Who has ever signed in, last first.</summary>
    Task<Page<PersonView>> ListAsync(PageRequest page, CancellationToken cancellationToken);

    Task<PersonView?> FindAsync(string account, CancellationToken cancellationToken);

    /// <summary>Open sessions, last used first.</summary>
    /// <param name="account">Null: everybody's.</param>
    Task<Page<SessionView>> ListSessionsAsync(string? account, PageRequest page, CancellationToken cancellationToken);
}

/// <summary>Each takes effect with the next action of whom it concerns, in open pages too.</summary>
public interface IPeopleCommands
{
    /// <summary>Needs the role administrator everywhere, or that the session is one's own.</summary>
    Task<CommandResult> RevokeSessionAsync(Actor actor, long sessionId, CancellationToken cancellationToken);

    /// <summary>Ends every session of an account and keeps it from acting at all. Needs the role administrator everywhere; nobody disables themselves.</summary>
    Task<CommandResult> DisableAsync(Actor actor, string account, string? reason, CancellationToken cancellationToken);

    Task<CommandResult> EnableAsync(Actor actor, string account, CancellationToken cancellationToken);
}
