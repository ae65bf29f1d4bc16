using Kayron.Core.People;

namespace Kayron.Core.Storage;

/// <summary>Who has signed in, by the provider's immutable id.</summary>
internal sealed class AccountRow
{
    public required string Id { get; set; }
    public required string Login { get; set; }
    public required string Name { get; set; }
    public string? Email { get; set; }
    public IReadOnlyList<string> Groups { get; set; } = [];
    public DateTimeOffset CheckedAt { get; set; }
    public DateTimeOffset CreatedAt { get; set; }
    public DateTimeOffset LastSignIn { get; set; }
    public DateTimeOffset? DisabledAt { get; set; }
    public string? DisabledBy { get; set; }

    public Account ToAccount() => new(Id, Login, Name, Email, Groups, CheckedAt) { DisabledAt = DisabledAt };

    public void Update(Account account) => (Login, Name, Email, Groups, CheckedAt) = (account.Login, account.Name, account.Email, account.Groups, account.CheckedAt);
}

/// <summary>A browser's sign-in.</summary>
internal sealed class SessionRow
{
    public long Id { get; set; }

    /// <summary>SHA-256 of what the browser keeps, lower-case hexadecimal.</summary>
    public required string Hash { get; set; }
    public required string Account { get; set; }
    public required string Address { get; set; }
    public required string Browser { get; set; }
    public DateTimeOffset CreatedAt { get; set; }
    public DateTimeOffset LastSeen { get; set; }
    public DateTimeOffset Expires { get; set; }
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>Name of who ended it.</summary>
    public string? EndedBy { get; set; }

    public Session ToSession() => new(Id, Account, CreatedAt, LastSeen, Expires, Address, Browser, EndedAt);
}
