using Kayron.Core.Commands;
using Kayron.Core.Storage;
using Kayron.Web.Auth;

namespace Kayron.Tests.Support;

/// <summary>Tokens in memory.</summary>
internal sealed class FakeTokens : ITokenStore
{
    private readonly Dictionary<string, StoredToken> _tokens = [];

    public string Add(string text, string account, Role role, IReadOnlyList<string>? environments = null, DateTimeOffset? expires = null)
    {
        _tokens[Key(TokenText.Hash(text))] = new StoredToken(_tokens.Count + 1, account, account, role, environments ?? [], expires);
        return text;
    }

    public void Revoke(string text) => _tokens.Remove(Key(TokenText.Hash(text)));

    public Task<StoredToken?> FindAsync(byte[] hash, CancellationToken cancellationToken) => Task.FromResult(_tokens.GetValueOrDefault(Key(hash)));

    public Task NoteUseAsync(StoredToken token, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<bool> EnsureAdministratorAsync(byte[] hash, CancellationToken cancellationToken) =>
        Task.FromResult(_tokens.TryAdd(Key(hash), new StoredToken(_tokens.Count + 1, "administrator", "administrator", Role.Administrator, [], null)));

    public Task<bool> HasAdministratorAsync(CancellationToken cancellationToken) => Task.FromResult(_tokens.Values.Any(token => token.Role == Role.Administrator));

    private static string Key(byte[] hash) => Convert.ToHexString(hash);
}
