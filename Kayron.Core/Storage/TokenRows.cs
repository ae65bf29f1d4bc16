using Kayron.Core.Commands;
using Kayron.Core.Queries;

namespace Kayron.Core.Storage;

internal sealed class TokenRow
{
    public long Id { get; set; }
    public required string Name { get; set; }

    /// <summary>SHA-256 of the token, lower-case hexadecimal.</summary>
    public required string Hash { get; set; }

    /// <summary>Login that it acts as.</summary>
    public required string Account { get; set; }
    public Role Role { get; set; }
    public IReadOnlyList<string> Environments { get; set; } = [];
    public DateTimeOffset? Expires { get; set; }
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>Provider's id of who made it; null: Kayron itself, at its first start.</summary>
    public string? Creator { get; set; }
    public string? CreatorName { get; set; }

    /// <summary>Provider's id of the account it acts as; null: a machine, or an account that is not its maker's.</summary>
    public string? ProviderId { get; set; }

    /// <summary>Whether it acts for another than its maker.</summary>
    public bool Delegated { get; set; }
    public DateTimeOffset? LastUsedAt { get; set; }

    public TokenView ToView() => new(Id, Name, Account, Role.ToString().ToLowerInvariant(), Environments, Expires, CreatedAt, CreatorName ?? "Kayron", LastUsedAt, Delegated);
}
