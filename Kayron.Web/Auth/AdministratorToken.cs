using Kayron.Core.Configuration;
using Kayron.Core.Storage;

namespace Kayron.Web.Auth;

/// <summary>Sees to it that somebody can sign in: with the configured token, or with one that is made at the first start and shown once.</summary>
public sealed class AdministratorToken(KayronSettings settings, ITokenStore tokens)
{
    /// <returns>The text of a new token, to be shown now and never again; null where there was one already.</returns>
    public async Task<string?> EnsureAsync(CancellationToken cancellationToken)
    {
        if (settings.AdminToken is { } configured)
        {
            await tokens.EnsureAdministratorAsync(TokenText.Hash(configured), cancellationToken);
            return null;
        }
        if (await tokens.HasAdministratorAsync(cancellationToken)) return null;
        var token = TokenText.Generate();
        return await tokens.EnsureAdministratorAsync(TokenText.Hash(token), cancellationToken) ? token : null;
    }
}
