using Kayron.Core.Configuration;
using Kayron.Core.People;
using Kayron.Core.Reconcile;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OAuth;

namespace Kayron.Web.Auth.Providers;

/// <summary>GitHub's OAuth: authorization code with state and PKCE, then membership and teams, read with the person's own token.</summary>
public static class GitHubSignIn
{
    /// <param name="website">Where people sign in to GitHub.</param>
    public static void AddGitHub(this AuthenticationBuilder builder, GitHubSignInSettings settings, Uri website, bool secure) => builder.AddOAuth(Identity.GitHub, options =>
    {
        ProviderSignIn.Configure(options, Identity.GitHub, secure);
        options.ClientId = settings.ClientId;
        options.ClientSecret = settings.ClientSecret;
        options.AuthorizationEndpoint = new Uri(website, "/login/oauth/authorize").ToString();
        options.TokenEndpoint = new Uri(website, "/login/oauth/access_token").ToString();
        options.UsePkce = true;
        options.Scope.Add("read:org");
        options.Events.OnCreatingTicket = ReadAccountAsync;
        options.Events.OnTicketReceived = context => ProviderSignIn.CompleteAsync(context, Identity.GitHub);
    });

    private static async Task ReadAccountAsync(OAuthCreatingTicketContext context)
    {
        var services = context.HttpContext.RequestServices;
        var membership = await ReadAsync(services.GetRequiredService<IMemberships>(), context.AccessToken!, context.HttpContext.RequestAborted);
        if (!membership.IsMember) throw new SignInRefusedException("not-member", $"github:{membership.Id} ({membership.Login}) is no member of the organization");
        var account = membership.ToAccount(services.GetRequiredService<TimeProvider>().GetUtcNow());
        services.GetRequiredService<MembershipCheck>().Remember(account.Id, context.AccessToken!);
        ProviderSignIn.Remember(context.HttpContext, account);
    }

    private static async Task<Membership> ReadAsync(IMemberships memberships, string accessToken, CancellationToken cancellationToken)
    {
        try
        {
            return await memberships.ReadAsync(accessToken, cancellationToken) ?? throw new SignInRefusedException("provider", "GitHub does not accept the token it has just issued");
        }
        catch (BlockedException refused)
        {
            throw new SignInRefusedException("not-allowed", refused.Message);
        }
        catch (TransientException failed)
        {
            throw new SignInRefusedException("provider", failed.Message);
        }
    }
}
