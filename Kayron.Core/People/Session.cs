namespace Kayron.Core.People;

/// <summary>One browser's sign-in. It ends by itself, at sign-out or by revocation, in open pages too.</summary>
/// <param name="Account">Id of the account that signed in.</param>
/// <param name="LastSeen">Last request or click, noted at most once a minute.</param>
/// <param name="Expires">When it ends whatever happens.</param>
/// <param name="Address">Where it was begun from.</param>
/// <param name="Browser">What the browser said it is; text from outside.</param>
/// <param name="EndedAt">Signed out or revoked; null: not.</param>
public sealed record Session(long Id, string Account, DateTimeOffset CreatedAt, DateTimeOffset LastSeen, DateTimeOffset Expires, string Address, string Browser, DateTimeOffset? EndedAt)
{
    /// <param name="idle">Time without a request or a click after which it ends.</param>
    public bool HoldsAt(DateTimeOffset now, TimeSpan idle) => EndedAt is null && now < Expires && now < LastSeen + idle;
}

/// <param name="Hash">SHA-256 of what the browser keeps: whoever reads the database cannot take the session over.</param>
public sealed record NewSession(byte[] Hash, string Account, DateTimeOffset Expires, string Address, string Browser);
