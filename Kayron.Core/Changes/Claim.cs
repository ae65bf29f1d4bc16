using Kayron.Core.Configuration;

namespace Kayron.Core.Changes;

/// <summary>Deploys the head of a branch of one service, instead of what its definition asks for, until it ends. What it deploys passes every gate.</summary>
public sealed record Claim(long Id, string Environment, string Service, string Branch, string By, DateTimeOffset Since, DateTimeOffset Until)
{
    /// <summary>Where nobody says until when.</summary>
    public static readonly TimeSpan Usual = TimeSpan.FromHours(8);

    public static readonly TimeSpan Longest = TimeSpan.FromDays(7);

    /// <summary>An environment that others rely on follows its definitions alone.</summary>
    public static bool IsAllowedIn(Tier tier) => tier is Tier.Development or Tier.Testing;

    public bool IsInForce(DateTimeOffset now) => now < Until;

    public string Describe() => $"claimed by {By} until {Until:yyyy-MM-dd HH:mm} UTC: branch {Branch}";
}
