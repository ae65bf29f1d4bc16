using Kayron.Web.Hosting;
using Microsoft.AspNetCore.Diagnostics;

namespace Kayron.Web.Api;

/// <summary>The API: its groups of endpoints, and what all of them have in common.</summary>
internal static class ApiSetup
{
    public static void MapApi(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup(Routes.Api).RequireAuthorization();
        api.AddEndpointFilter<RouteGroupBuilder, ApiActor>();
        api.MapTokens();
        api.MapPeople();
        api.MapSessions();
        api.MapAudit();
        api.MapEnvironments();
        api.MapChanges();
        api.MapDeployments();
        api.MapRuns();
        api.MapPauses();
        api.MapClaims();
        api.MapPreviews();
        api.MapOverrides();
        api.MapRollbacks();
        api.MapSimulation();
        api.MapImages();
        api.MapOutbox();
        api.MapWorkers();
        api.MapFallback(() => ApiProblem.Of(StatusCodes.Status404NotFound, "not-found", "There is no such address in this API."));
    }

    /// <summary>Statuses that nothing below gave a body, and exceptions, as problems too.</summary>
    public static void UseApiProblems(this IApplicationBuilder application) => application.UseWhen(
        context => context.Request.Path.StartsWithSegments("/api"),
        api => api
            .UseExceptionHandler(failed => failed.Run(context => Explain(context.Features.Get<IExceptionHandlerFeature>()?.Error).ExecuteAsync(context)))
            .UseStatusCodePages(context => Explain(context.HttpContext.Response.StatusCode).ExecuteAsync(context.HttpContext)));

    private static IResult Explain(Exception? failure) => failure is BadHttpRequestException bad
        ? Explain(bad.StatusCode)
        : ApiProblem.Of(StatusCodes.Status500InternalServerError, "internal", "Something went wrong here; the log says what.");

    private static IResult Explain(int status) => status switch
    {
        StatusCodes.Status401Unauthorized => ApiProblem.Of(status, "unauthenticated", "Sign in, or send a token that is known and has not expired: Authorization: Bearer TOKEN."),
        StatusCodes.Status403Forbidden => ApiProblem.Of(status, "role", "This is not for your role."),
        StatusCodes.Status404NotFound => ApiProblem.Of(status, "not-found", "There is no such address in this API."),
        StatusCodes.Status405MethodNotAllowed => ApiProblem.Of(status, "method-not-allowed", "This address does not take that method."),
        StatusCodes.Status429TooManyRequests => ApiProblem.Of(status, "too-many-attempts", "Too many wrong tokens came from this address. Wait a minute, then try again."),
        StatusCodes.Status413PayloadTooLarge => ApiProblem.Of(status, "too-large", "The body is too large."),
        _ => ApiProblem.Of(status, "invalid", "The request is not valid."),
    };
}
