using Kayron.Core.Commands;
using Kayron.Core.People;

namespace Kayron.Web.Auth;

/// <summary>The people of the sandbox, who sign in without a password. Empty where GitHub and AWS are real: nobody gets in this way then.</summary>
public sealed record SandboxAccounts(IReadOnlyList<SandboxAccount> People)
{
    public static SandboxAccounts None { get; } = new([]);

    public SandboxAccount? Find(string login) => People.FirstOrDefault(person => person.Login == login);

    /// <summary>Each is a group of their own.</summary>
    public RoleGrants Grants => new([.. People.SelectMany(person => person.Roles.Select(role => new RoleGrant(person.Login, role.Key, role.Value)))]);
}

/// <param name="Roles">By environment; <see cref="Actor.Everywhere"/> for all.</param>
public sealed record SandboxAccount(string Login, string Name, IReadOnlyDictionary<string, Role> Roles)
{
    /// <summary>In words: <c>approver</c>, <c>viewer, operator in testing</c>.</summary>
    public string RoleInWords => string.Join(", ", Roles.OrderBy(role => role.Key == Actor.Everywhere ? 0 : 1).Select(role => InWords(role.Key, role.Value)));

    public Account ToAccount(DateTimeOffset now) => new($"sandbox:{Login}", Login, Name, null, [Login], now);

    private static string InWords(string environment, Role role) =>
        environment == Actor.Everywhere ? role.ToString().ToLowerInvariant() : $"{role.ToString().ToLowerInvariant()} in {environment}";
}
