using Kayron.Core.Configuration;
using Kayron.Core.Telemetry;
using Kayron.Core.Webhooks;
using Kayron.Web.Hosting;

namespace Kayron.Web.Webhooks;

/// <summary>Where GitHub tells of pushes, pull requests and releases. Who cannot sign learns nothing; what is signed is taken in and answered, and looked into afterwards.</summary>
internal static class WebhookEndpoint
{
    public static void MapWebhooks(this IEndpointRouteBuilder routes) => routes.MapPost(Routes.Webhook, ReceiveAsync).AllowAnonymous().DisableAntiforgery();

    private static async Task<IResult> ReceiveAsync(HttpContext context, KayronSettings settings, WebhookDoor door, KayronMetrics metrics)
    {
        if (settings.WebhookSecret is not { } secret) return Results.NotFound();
        var (answer, outcome) = await door.EnterAsync(context, () => ReadAsync(context, secret));
        metrics.WebhookReceived(outcome);
        return answer;
    }

    private static async Task<(IResult Answer, string Outcome)> ReadAsync(HttpContext context, string secret)
    {
        var (body, refused) = await WebhookBody.ReadAsync(context, secret);
        if (body is null) return refused!.Value;
        await using (body)
        {
            var json = await body.JsonAsync(context.RequestAborted);
            if (json is null) return Invalid("The content type must be application/json, or application/x-www-form-urlencoded with the field payload.");
            var receiver = context.RequestServices.GetRequiredService<WebhookReceiver>();
            return Answer(await receiver.ReceiveAsync(context.Request.Headers["X-GitHub-Event"].ToString(), body.Digest, json, context.RequestAborted));
        }
    }

    /// <summary>The words are for whoever looks at the delivery at GitHub.</summary>
    private static (IResult, string) Answer(WebhookOutcome outcome) => outcome switch
    {
        WebhookOutcome.Accepted(var environments) => (Accepted($"Reconciling {string.Join(", ", environments)}."), "accepted"),
        WebhookOutcome.Repeated => (Accepted("This was received before."), "repeated"),
        WebhookOutcome.Invalid(var problem) => Invalid(problem),
        _ => (Accepted("Nothing here follows this."), "ignored"),
    };

    private static IResult Accepted(string words) => Results.Text(words, statusCode: StatusCodes.Status202Accepted);

    private static (IResult, string) Invalid(string problem) => (Results.Text(problem, statusCode: StatusCodes.Status400BadRequest), "invalid");
}
