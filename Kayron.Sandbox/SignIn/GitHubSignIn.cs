using Kayron.Sandbox.GitHub;
using Kayron.Sandbox.GitHub.Model;
using Kayron.Sandbox.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Kayron.Sandbox.SignIn;

/// <summary>
/// GitHub's OAuth for web applications: <c>/login/oauth/authorize</c> and <c>/login/oauth/access_token</c>. As there, a refused exchange is answered 200
/// with an <c>error</c>, a code is good once and for ten minutes, and PKCE holds where it was begun.
/// </summary>
internal sealed class GitHubSignIn(GitHubWorld world, CallLog calls)
{
    private const string Prefix = "/login/oauth";
    private static readonly TimeSpan CodeLifetime = TimeSpan.FromMinutes(10);
    private readonly AuthorizationCodes _codes = new(world.Clock);

    public static bool Serves(HttpContext context) => context.Request.Path.StartsWithSegments(Prefix, StringComparison.Ordinal);

    public async Task HandleAsync(HttpContext context)
    {
        var operation = context.Request.Path.Value![Prefix.Length..];
        if (world.Faults.Meet(context.Request.Method, context.Request.Path.Value) is { } fault) context.Response.StatusCode = fault.Status;
        else if (operation == "/authorize") await AuthorizeAsync(context);
        else if (operation == "/access_token" && HttpMethods.IsPost(context.Request.Method)) await ExchangeAsync(context);
        else context.Response.StatusCode = 404;
        calls.Record("github", $"{context.Request.Method} {Prefix}{operation}", context.Response.StatusCode);
    }

    private async Task AuthorizeAsync(HttpContext context)
    {
        var query = context.Request.Query;
        var back = query["redirect_uri"].ToString();
        if (query["client_id"] != SandboxClient.Id) await ChooserPage.RefuseAsync(context, "No application with this client_id is registered.");
        else if (!SandboxClient.MayReturnTo(back)) await ChooserPage.RefuseAsync(context, "The redirect_uri is not associated with this application.");
        else if (!HttpMethods.IsPost(context.Request.Method)) await ChooserPage.WriteAsync(context, "GitHub", world.SignInPeople);
        else
        {
            var form = await context.Request.ReadFormAsync(context.RequestAborted);
            var person = world.SignInPeople.FirstOrDefault(person => person.Login == form["login"]);
            var answer = person is null
                ? new Dictionary<string, string?> { ["error"] = "access_denied", ["error_description"] = "The user has denied your application access." }
                : new Dictionary<string, string?> { ["code"] = _codes.Issue(GrantTo(person, query, back)) };
            if (query["state"].ToString() is { Length: > 0 } state) answer["state"] = state;
            context.Response.Redirect(QueryHelpers.AddQueryString(back, answer));
        }
    }

    private Grant GrantTo(Person person, IQueryCollection query, string back) => new(
        person, SandboxClient.Id, back, query["code_challenge_method"] == "S256" ? query["code_challenge"].ToString() : null, null,
        query["scope"].ToString().Split([' ', ','], StringSplitOptions.RemoveEmptyEntries), _codes.Now + CodeLifetime);

    private async Task ExchangeAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        object answer;
        if (!SandboxClient.Proves(form["client_id"], form["client_secret"])) answer = Error("incorrect_client_credentials", "The client_id and/or client_secret passed are incorrect.");
        else if (_codes.Redeem(form["code"].ToString()) is not { } grant) answer = Error("bad_verification_code", "The code passed is incorrect or expired.");
        else if (form["redirect_uri"].ToString() is { Length: > 0 } back && back != grant.RedirectUri) answer = Error("redirect_uri_mismatch", "The redirect_uri MUST match the registered callback URL for this application.");
        else if (!grant.IsProvenBy(form["code_verifier"])) answer = Error("bad_verification_code", "The code passed is incorrect or expired.");
        else answer = new { access_token = world.UserTokens.Issue(grant.Person, grant.Scopes), token_type = "bearer", scope = string.Join(',', grant.Scopes) };
        await context.Response.WriteAsJsonAsync(answer, context.RequestAborted);
    }

    private static object Error(string error, string description) => new { error, error_description = description, error_uri = "https://docs.github.com/apps" };
}
