using System.Collections.Concurrent;
using Kayron.Core.Commands;
using Kayron.Core.Configuration;
using Kayron.Core.People;
using Kayron.Core.Reconcile;
using Kayron.Core.Telemetry;

namespace Kayron.Web.Auth;

/// <summary>
/// Asks GitHub again, now and then, whether somebody is still a member and of which teams. Tokens of people are kept in this process's memory alone,
/// never on a disk; after a restart whose last answer is too old signs in again.
/// </summary>
public sealed class MembershipCheck(KayronSettings settings, IAccountStore store, AccountRoles roles, TimeProvider clock, ILogger<MembershipCheck> logger, IMemberships? memberships = null)
{
    /// <summary>While GitHub does not answer, its last answer holds this much longer: an outage there is when people need to pause something here.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromHours(1);
    private static readonly TimeSpan BetweenFailures = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, string> _tokens = new();
    private readonly ConcurrentDictionary<string, Task<Account?>> _asking = new();
    private readonly ConcurrentDictionary<string, DateTimeOffset> _failed = new();

    public void Remember(string account, string accessToken) => _tokens[account] = accessToken;

    /// <returns>The account as GitHub describes it now, or did lately; null: it cannot be asked, and the last answer is too old.</returns>
    public async Task<Account?> EnsureAsync(Account account)
    {
        if (account.Provider != Identity.GitHub || settings.Auth.GitHub is not { } gitHub || account.CheckedAt + gitHub.Recheck > clock.GetUtcNow()) return account;
        // Parts of one page ask at the same moment: one question is enough.
        var asking = _asking.GetOrAdd(account.Id, _ => AskAsync(account, gitHub));
        try
        {
            return await asking;
        }
        finally
        {
            _asking.TryRemove(KeyValuePair.Create(account.Id, asking));
        }
    }

    /// <summary>
    /// Who made a token, who may be in no browser for long. While their sign-in is remembered, they are asked about as if they were; else the last answer holds, for a token of
    /// their own only so long. A machine's goes on: nobody is there to sign in for it.
    /// </summary>
    /// <param name="own">Whether the token is the person, not a machine.</param>
    /// <returns>Null: nobody knows them, or their provider has not vouched for them for too long.</returns>
    public async Task<Account?> FindMakerAsync(string id, bool own, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(id, cancellationToken) is not { } account) return null;
        var known = await EnsureAsync(account) ?? account;
        var isVouchedFor = known.Provider is Identity.GitHub or Identity.Oidc;
        return own && isVouchedFor && known.CheckedAt + settings.Auth.TokenTrust <= clock.GetUtcNow() ? null : known;
    }

    private async Task<Account?> AskAsync(Account account, GitHubSignInSettings gitHub)
    {
        if (memberships is null || !_tokens.TryGetValue(account.Id, out var token)) return null;
        var now = clock.GetUtcNow();
        var last = account.CheckedAt + gitHub.Recheck + Grace > now ? account : null;
        if (_failed.TryGetValue(account.Id, out var failed) && failed + BetweenFailures > now) return last;
        try
        {
            var membership = await memberships.ReadAsync(token, CancellationToken.None);
            _failed.TryRemove(account.Id, out _);
            if (membership is null) _tokens.TryRemove(account.Id, out _);
            var current = membership is null ? account with { Groups = [], CheckedAt = now } : membership.ToAccount(now) with { Id = account.Id, DisabledAt = account.DisabledAt };
            await store.UpdateAsync(current, new Actor(account.Id, account.Login, account.Name, roles.Of(current), "github"), CancellationToken.None);
            return current;
        }
        catch (ReconcileException failure)
        {
            _failed[account.Id] = now;
            logger.Warning("membership could not be checked", ("account", account.Id), ("reason", failure.Message));
            return last;
        }
    }
}
