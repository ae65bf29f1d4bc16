using System.Net;
using System.Text;
using Kayron.Sandbox.GitHub.Model;
using Microsoft.AspNetCore.Http;

namespace Kayron.Sandbox.SignIn;

/// <summary>Where the real provider would ask for a password: a page to choose who to be.</summary>
internal static class ChooserPage
{
    private const string Style = "body{font:14px/1.5 system-ui;max-width:420px;margin:12vh auto;padding:0 16px;color-scheme:light dark}"
        + "button{display:block;width:100%;margin:8px 0;padding:10px 14px;font:inherit;text-align:left;border:1px solid #8886;border-radius:6px;background:none;cursor:pointer}small{opacity:.7}";

    public static Task WriteAsync(HttpContext context, string provider, IReadOnlyList<Person> people)
    {
        var page = new StringBuilder("<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">");
        page.Append($"<title>Sign in to {provider}</title><style>{Style}</style><h1>{provider}, of the sandbox</h1><p>Who are you? The real one would ask for a password here.</p><form method=\"post\">");
        foreach (var person in people) page.Append($"<button name=\"login\" value=\"{Encode(person.Login)}\"><b>{Encode(person.Name)}</b> <small>{Encode(person.Login)}</small></button>");
        page.Append("</form><form method=\"post\"><button name=\"deny\" value=\"yes\">Refuse</button></form></html>");
        return WriteAsync(context, 200, page.ToString());
    }

    public static Task RefuseAsync(HttpContext context, string why) => WriteAsync(context, 400, $"<!doctype html><html lang=\"en\"><title>Refused</title><h1>Refused</h1><p>{Encode(why)}</p></html>");

    private static Task WriteAsync(HttpContext context, int status, string page)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";
        return context.Response.WriteAsync(page, context.RequestAborted);
    }

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}
