namespace Kayron.Core.People;

/// <summary>What GitHub says about the person behind a token.</summary>
/// <param name="Id">GitHub's own number of the account, which outlives every rename.</param>
/// <param name="IsMember">Of the configured organisation, and not merely invited.</param>
/// <param name="Teams">Slugs of that organisation's teams; empty for who is no member.</param>
public sealed record Membership(long Id, string Login, string Name, string? Email, bool IsMember, IReadOnlyList<string> Teams)
{
    public Account ToAccount(DateTimeOffset now) => new($"github:{Id}", Login, Name, Email, IsMember ? [RoleGrants.Everyone, .. Teams] : [], now);
}

public interface IMemberships
{
    /// <summary>Asks with the person's own token, all pages. Three calls, one more for each hundred teams.</summary>
    /// <returns>Null: GitHub does not accept the token any more.</returns>
    /// <exception cref="Reconcile.TransientException">GitHub does not answer.</exception>
    /// <exception cref="Reconcile.BlockedException">GitHub refuses to say; the message is for the person who signs in.</exception>
    Task<Membership?> ReadAsync(string accessToken, CancellationToken cancellationToken);
}
