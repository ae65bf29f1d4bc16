using Kayron.Core.Commands;
using Kayron.Web.Auth;
using Kayron.Web.Hosting;
using Microsoft.AspNetCore.Antiforgery;

namespace Kayron.Web.Api;

/// <summary>Finds out who calls, before any endpoint runs. A session must show its antiforgery token for everything but reading: browsers send cookies unasked.</summary>
internal sealed class ApiActor(ActorSource actors, IAntiforgery antiforgery, RefusedRequests refused) : IEndpointFilter
{
    private static readonly object Key = new();

    public static Actor Of(HttpContext context) => (Actor)context.Items[Key]!;

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next)
    {
        var context = invocation.HttpContext;
        if (await actors.FindAsync(context.User, "api", context.RequestAborted) is not { } actor) return ApiProblem.Of(StatusCodes.Status401Unauthorized, "unauthenticated", "Sign in, or send a token.");
        if (Identity.From(context.User) is { IsSession: true } && !await antiforgery.IsRequestValidAsync(context))
        {
            refused.Note(context, "antiforgery");
            return ApiProblem.Of(StatusCodes.Status400BadRequest, "antiforgery", $"Send the antiforgery token of this session in the header {AuthenticationSetup.AntiforgeryHeader}; GET /auth/antiforgery has it.");
        }
        context.Items[Key] = actor;
        return await next(invocation);
    }
}
