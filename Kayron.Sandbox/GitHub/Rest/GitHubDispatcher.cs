using System.Text.Json;
using Kayron.Sandbox.GitHub.Model;
using Kayron.Sandbox.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Kayron.Sandbox.GitHub.Rest;

/// <summary>Takes a request through what GitHub checks before it answers: faults, token, allowance, access, body.</summary>
internal sealed class GitHubDispatcher(GitHubWorld world, CallLog calls)
{
    private const string EnterprisePrefix = "/api/v3";
    private const int LargestBody = 25 * 1024 * 1024;

    public async Task HandleAsync(HttpContext context)
    {
        var target = (context.Features.Get<IHttpRequestFeature>()?.RawTarget ?? context.Request.Path.Value ?? "/").Split('?')[0];
        var enterprise = target == EnterprisePrefix || target.StartsWith(EnterprisePrefix + "/", StringComparison.Ordinal);
        var path = enterprise ? target[EnterprisePrefix.Length..] : target;
        var method = HttpMethods.IsHead(context.Request.Method) ? "GET" : context.Request.Method;
        var found = Routes.Find(method, path.Length == 0 ? "/" : path);
        var links = new Links($"{context.Request.Scheme}://{context.Request.Host}", enterprise ? EnterprisePrefix : "");
        var caller = Tokens.Identify(world, context.Request);
        var reply = await AnswerAsync(context, path, found, caller, links);
        var status = await new ReplyWriter(world.Rates, world.Clock).WriteAsync(context, reply, caller?.Token);
        calls.Record("github", found?.Route.Operation ?? $"{method} unknown", status);
    }

    private async Task<Reply> AnswerAsync(HttpContext context, string path, (Route Route, IReadOnlyDictionary<string, string> Values)? found, Person? caller, Links links)
    {
        if (world.Faults.Meet(context.Request.Method, path) is { } fault) return Broken(fault);
        if (found is not { } match) return Reply.NotFound();
        if (match.Route.IsOpen) return await HandleAsync(context, match.Route, match.Values, world.Machine, links);
        if (caller is null) return Reply.Problem(401, context.Request.Headers.Authorization.Count > 0 ? "Bad credentials" : "Requires authentication");
        if (match.Route.Operation != "GET /rate_limit" && world.Rates.Look(caller.Token).Remaining == 0) return Reply.Problem(403, $"API rate limit exceeded for user ID {caller.Id}.");
        return await HandleAsync(context, match.Route, match.Values, caller, links);
    }

    private async Task<Reply> HandleAsync(HttpContext context, Route route, IReadOnlyDictionary<string, string> values, Person caller, Links links)
    {
        var concerned = values.TryGetValue("owner", out var owner) && values.TryGetValue("repo", out var name) ? $"{owner}/{name}" : null;
        var (body, problem) = await ReadBodyAsync(context);
        if (problem is not null) return problem;
        return await world.TakeTurnAsync(concerned is null ? [] : [concerned], Act, context.RequestAborted);

        Reply Act()
        {
            if (concerned is not null && world.Find(concerned) is null or { State.AccessRevoked: true }) return Reply.NotFound();
            if (!caller.CanWrite && route.Method != "GET") return Reply.Problem(403, "Resource not accessible by personal access token");
            try
            {
                return route.Handle(new GitHubRequest(world, caller, links, values, context.Request, body));
            }
            catch (ReplyException early)
            {
                return early.Reply;
            }
            catch (Exception malformed) when (malformed is FormatException or KeyNotFoundException or InvalidOperationException or InvalidDataException)
            {
                return Reply.Problem(422, "Invalid request.");
            }
        }
    }

    private static async Task<(JsonElement? Body, Reply? Problem)> ReadBodyAsync(HttpContext context)
    {
        if (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method) || context.Request.ContentLength is null or 0 && !context.Request.Headers.ContainsKey("Transfer-Encoding")) return (null, null);
        if (context.Request.ContentLength > LargestBody) return (null, Reply.Problem(413, "Payload too large"));
        try
        {
            using var document = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? (document.RootElement.Clone(), null)
                : (null, Reply.Problem(400, "Body should be a JSON object"));
        }
        catch (JsonException)
        {
            return (null, Reply.Problem(400, "Problems parsing JSON"));
        }
    }

    private static Reply Broken(InjectedAnswer fault)
    {
        var reply = Reply.Problem(fault.Status, fault.Message ?? "Injected by the sandbox");
        return fault.RetryAfter is { } seconds ? reply with { Headers = new Dictionary<string, string> { ["Retry-After"] = seconds.ToString() } } : reply;
    }
}
