using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;

namespace Kayron.Sandbox.GitHub.Rest;

/// <summary>Writes an answer with GitHub's headers; one the client already has becomes a 304, which is not charged.</summary>
internal sealed class ReplyWriter(RateLimit rates, TimeProvider clock)
{
    private static int s_requests;

    public async Task<int> WriteAsync(HttpContext context, Reply reply, string? token)
    {
        var bytes = reply.Bytes();
        var tag = reply.Status == 200 ? $"W/\"{Convert.ToHexStringLower(SHA256.HashData(bytes))}\"" : null;
        var unchanged = tag is not null && IsRead(context.Request) && Holds(context.Request, tag);
        var status = unchanged ? 304 : reply.Status;
        context.Response.StatusCode = status;
        context.Response.Headers.Date = clock.GetUtcNow().ToString("R", CultureInfo.InvariantCulture);
        WriteHeaders(context.Response, reply, tag);
        if (token is not null) WriteAllowance(context, token, charged: !unchanged && !context.Request.Path.Value!.EndsWith("/rate_limit", StringComparison.Ordinal));
        if (status is 304 or 204 || bytes.Length == 0) return status;
        context.Response.ContentType = reply.ContentType;
        context.Response.ContentLength = bytes.Length;
        if (!HttpMethods.IsHead(context.Request.Method)) await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
        return status;
    }

    private static bool IsRead(HttpRequest request) => HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);

    // The comparison is weak: W/"a" and "a" are the same.
    private static bool Holds(HttpRequest request, string tag) =>
        request.Headers.IfNoneMatch.SelectMany(value => value?.Split(',', StringSplitOptions.TrimEntries) ?? []).Any(known => known == "*" || Strong(known) == Strong(tag));

    private static string Strong(string tag) => tag.StartsWith("W/", StringComparison.Ordinal) ? tag[2..] : tag;

    private static void WriteHeaders(HttpResponse response, Reply reply, string? tag)
    {
        if (tag is not null)
        {
            response.Headers.ETag = tag;
            response.Headers.CacheControl = "private, max-age=60, s-maxage=60";
            response.Headers.Vary = "Accept, Authorization, Cookie, X-GitHub-OTP";
        }

        response.Headers["X-GitHub-Media-Type"] = "github.v3; format=json";
        response.Headers["X-GitHub-Request-Id"] = $"SBOX:{Interlocked.Increment(ref s_requests):X8}";
        foreach (var (name, value) in reply.Headers) response.Headers[name] = value;
    }

    private void WriteAllowance(HttpContext context, string token, bool charged)
    {
        var status = charged ? rates.Charge(token) : rates.Look(token);
        var headers = context.Response.Headers;
        headers["X-RateLimit-Limit"] = status.Limit.ToString(CultureInfo.InvariantCulture);
        headers["X-RateLimit-Remaining"] = status.Remaining.ToString(CultureInfo.InvariantCulture);
        headers["X-RateLimit-Used"] = status.Used.ToString(CultureInfo.InvariantCulture);
        headers["X-RateLimit-Reset"] = status.Reset.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        headers["X-RateLimit-Resource"] = "core";
    }
}
