using System.Security.Cryptography;
using Kayron.Sandbox.GitHub.Model;

namespace Kayron.Sandbox.GitHub;

/// <summary>The GitHub Apps of a world and the tokens of their installations. Tokens are not kept: a sandbox that starts anew accepts none from before.</summary>
public sealed class Applications(TimeProvider clock)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, (Application Application, DateTimeOffset Ends)> _tokens = [];
    private List<Application> _all = [];

    public IReadOnlyList<Application> All
    {
        get => _all;
        internal set => _all = [.. value];
    }

    /// <summary>Adds an App, or puts it in place of the one with its id.</summary>
    public void Register(Application application) => _all = [.. _all.Where(known => known.Id != application.Id), application];

    public (string Token, DateTimeOffset Ends) Issue(Application application)
    {
        var token = $"ghs_{RandomNumberGenerator.GetHexString(36)}";
        var ends = clock.GetUtcNow() + TimeSpan.FromSeconds(application.TokenSeconds);
        lock (_lock) _tokens[token] = (application, ends);
        return (token, ends);
    }

    /// <summary>The account behind a token of an installation; null where it is none or its time is over.</summary>
    public Person? Identify(string token)
    {
        lock (_lock) return _tokens.TryGetValue(token, out var issued) && issued.Ends > clock.GetUtcNow() ? issued.Application.Account : null;
    }

    /// <summary>Ends every token before its time.</summary>
    public void Revoke()
    {
        lock (_lock) _tokens.Clear();
    }
}
