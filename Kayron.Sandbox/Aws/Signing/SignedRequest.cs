using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Kayron.Sandbox.Aws.Signing;

/// <summary>A request as it came over the wire, so that its signature can be computed again.</summary>
/// <param name="Path">Still encoded as the client sent it.</param>
/// <param name="Query">Still encoded, without the question mark.</param>
public sealed record SignedRequest(string Method, string Path, string Query, IHeaderDictionary Headers, byte[] Body)
{
    public string Header(string name) => Headers[name].ToString();

    public IEnumerable<KeyValuePair<string, string>> QueryPairs() =>
        Query.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=', 2)).Select(pair => KeyValuePair.Create(Decoded(pair[0]), pair.Length > 1 ? Decoded(pair[1]) : ""));

    public string? QueryValue(string name) => QueryPairs().Where(pair => pair.Key == name).Select(pair => pair.Value).FirstOrDefault();

    public static async Task<SignedRequest> ReadAsync(HttpContext context)
    {
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var mark = target.IndexOf('?', StringComparison.Ordinal);
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        return new SignedRequest(
            context.Request.Method,
            mark < 0 ? target : target[..mark],
            mark < 0 ? "" : target[(mark + 1)..],
            context.Request.Headers,
            body.ToArray());
    }

    private static string Decoded(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
