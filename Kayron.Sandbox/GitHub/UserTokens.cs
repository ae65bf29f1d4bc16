using System.Collections.Concurrent;
using Kayron.Sandbox.GitHub.Model;
using Kayron.Sandbox.SignIn;

namespace Kayron.Sandbox.GitHub;

/// <summary>Tokens that people gave to an application by signing in. They do not survive a restart of the sandbox.</summary>
public sealed class UserTokens
{
    private readonly ConcurrentDictionary<string, (Person Person, IReadOnlyList<string> Scopes)> _tokens = new();

    public string Issue(Person person, IReadOnlyList<string> scopes)
    {
        var token = $"gho_{AuthorizationCodes.RandomText(27)}";
        _tokens[token] = (person with { Token = token, CanWrite = false }, scopes);
        return token;
    }

    public Person? Find(string token) => _tokens.TryGetValue(token, out var known) ? known.Person : null;

    /// <returns>Null: it is no token of an application; nothing restricts it.</returns>
    public IReadOnlyList<string>? ScopesOf(string token) => _tokens.TryGetValue(token, out var known) ? known.Scopes : null;

    /// <summary>Somebody took the application's access away.</summary>
    public void Revoke(string login)
    {
        foreach (var (token, known) in _tokens)
        {
            if (known.Person.Login == login) _tokens.TryRemove(token, out _);
        }
    }
}
