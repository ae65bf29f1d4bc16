using System.Net;
using System.Text.Json;
using Kayron.Sandbox.Actions;
using Microsoft.AspNetCore.Http;

namespace Kayron.Sandbox.Hosting;

/// <summary><c>/_sandbox/</c>: describes and runs the actions, and counts the calls. No token, this machine only.</summary>
internal sealed class ControlEndpoints(SandboxHost host)
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static bool Serves(HttpContext context) => context.Request.Path.StartsWithSegments("/_sandbox", StringComparison.Ordinal);

    public async Task HandleAsync(HttpContext context)
    {
        var (status, body) = IsLocal(context) ? await AnswerAsync(context) : (403, new { message = "Only this machine may move the sandbox." });
        context.Response.StatusCode = status;
        await context.Response.WriteAsJsonAsync(body, s_json, context.RequestAborted);
    }

    private async Task<(int Status, object Body)> AnswerAsync(HttpContext context)
    {
        var name = context.Request.Path.Value!["/_sandbox".Length..].Trim('/');
        if (HttpMethods.IsGet(context.Request.Method)) return Read(name);
        if (!HttpMethods.IsPost(context.Request.Method)) return (405, new { message = "Use GET or POST." });
        if (name == "reset-calls")
        {
            host.Calls.Reset();
            return (200, new { });
        }

        return host.Actions.All.FirstOrDefault(action => action.Name == name) is { } found ? await RunAsync(found, context) : Unknown(name);
    }

    private (int, object) Read(string name) => name switch
    {
        "" => (200, new
        {
            actions = host.Actions.All.Select(action => new { method = "POST", path = $"/_sandbox/{action.Name}", action.Description, action.Fields }),
            calls = "GET /_sandbox/calls, POST /_sandbox/reset-calls",
        }),
        "calls" => (200, new { calls = host.Calls.Counts() }),
        _ => Unknown(name),
    };

    private static async Task<(int, object)> RunAsync(ActionDefinition action, HttpContext context)
    {
        try
        {
            // Not by the length: many clients send JSON in chunks, without one.
            using var reader = new StreamReader(context.Request.Body);
            using var body = JsonDocument.Parse(await reader.ReadToEndAsync(context.RequestAborted) is { Length: > 0 } text ? text : "{}");
            if (body.RootElement.ValueKind != JsonValueKind.Object) return (400, new { message = "The body must be a JSON object." });
            var input = new ActionInput(body.RootElement);
            input.AllowOnly(action.Fields.Select(field => field.Name));
            return (200, await action.Run(input, context.RequestAborted) ?? new { });
        }
        catch (JsonException problem)
        {
            return (400, new { message = $"The body is not JSON: {problem.Message}" });
        }
        catch (ActionInputException problem)
        {
            return (400, new { message = problem.Message, field = problem.Field });
        }
    }

    private static (int, object) Unknown(string name) => (404, new { message = $"There is no action {name}; GET /_sandbox/ lists them." });

    // A page of another site, open in a browser here, must not move the world: neither by its own name for this machine nor by a form.
    private static bool IsLocal(HttpContext context) =>
        (context.Connection.RemoteIpAddress is null || IPAddress.IsLoopback(context.Connection.RemoteIpAddress))
        && IsLoopbackName(context.Request.Host.Host)
        && (context.Request.Headers.Origin.Count == 0 || (Uri.TryCreate(context.Request.Headers.Origin.ToString(), UriKind.Absolute, out var origin) && IsLoopbackName(origin.Host)));

    private static bool IsLoopbackName(string name) => name == "localhost" || (IPAddress.TryParse(name.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
