using Kayron.Core.Reconcile.Ports;

namespace Kayron.Core.Changes;

/// <summary>Whose work a change is: who wrote what is in it, who tagged it, who asked for it. None of them counts as an approver where <c>PreventSelf</c> holds.</summary>
/// <param name="Unknown">What could not be found out, one sentence each; asks for one approval more.</param>
public sealed record ChangePeople(IReadOnlyList<Contribution> Known, IReadOnlyList<string> Unknown)
{
    /// <summary>Of a change that was planned before people were looked at.</summary>
    public static ChangePeople NotLookedAt { get; } = new([], ["whose work it is was not looked at"]);

    /// <returns>What this account did, to be read after its name; null where it did nothing.</returns>
    public string? FindContribution(string? login) =>
        login is null ? null : Known.FirstOrDefault(contribution => string.Equals(contribution.Login, login, StringComparison.OrdinalIgnoreCase))?.What;

    /// <summary>Maps contributors to accounts; an address belongs to whom another commit of it belongs to.</summary>
    /// <param name="found">People with what they did, <c>wrote a commit in api</c>.</param>
    /// <param name="unknown">What could not be read at all.</param>
    public static ChangePeople Of(IReadOnlyList<(CommitPerson Person, string What)> found, IReadOnlyList<string> unknown)
    {
        var byAddress = found.Where(each => each.Person is { Login: not null, Email: not null })
            .GroupBy(each => each.Person.Email!, StringComparer.OrdinalIgnoreCase).ToDictionary(group => group.Key, group => group.First().Person.Login!, StringComparer.OrdinalIgnoreCase);
        var mapped = found.Select(each => (each.Person, each.What, Login: each.Person.Login ?? LoginIn(each.Person.Email, byAddress))).ToList();
        var known = mapped.Where(each => each.Login is not null).DistinctBy(each => each.Login, StringComparer.OrdinalIgnoreCase)
            .Select(each => new Contribution(each.Login!, each.What)).OrderBy(each => each.Login, StringComparer.OrdinalIgnoreCase).ToList();
        var strangers = mapped.Where(each => each.Login is null).Select(each => $"{each.Person.Name} {each.What} and cannot be told from an approver").Distinct().Order(StringComparer.Ordinal);
        return new ChangePeople(known, [.. unknown, .. strangers]);
    }

    /// <summary>GitHub's own addresses name the account: <c>12345+ada@users.noreply.github.com</c>.</summary>
    private static string? LoginIn(string? address, Dictionary<string, string> byAddress)
    {
        if (address is null) return null;
        if (byAddress.TryGetValue(address, out var login)) return login;
        var parts = address.Split('@');
        return parts is [var name, var host] && host.StartsWith("users.noreply.", StringComparison.OrdinalIgnoreCase) ? name[(name.IndexOf('+') + 1)..] : null;
    }
}

/// <param name="Login">Of the account at GitHub.</param>
/// <param name="What">To be read after the name: <c>wrote a commit in api</c>.</param>
public sealed record Contribution(string Login, string What);
