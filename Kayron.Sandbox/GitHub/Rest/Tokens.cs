using System.Text;
using Kayron.Sandbox.GitHub.Model;
using Microsoft.AspNetCore.Http;

namespace Kayron.Sandbox.GitHub.Rest;

/// <summary>Who a request's Authorization header stands for.</summary>
internal static class Tokens
{
    public static Person? Identify(GitHubWorld world, HttpRequest request) =>
        Read(request.Headers.Authorization.ToString()) is { Length: > 0 } token
            ? world.People.Append(world.Machine).FirstOrDefault(person => person.Token == token) ?? world.UserTokens.Find(token) ?? world.Applications.Identify(token)
            : null;

    private static string? Read(string header)
    {
        if (header.Split(' ', 2, StringSplitOptions.TrimEntries) is not [var scheme, var value]) return null;
        if (scheme.Equals("token", StringComparison.OrdinalIgnoreCase) || scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase)) return value;
        return scheme.Equals("Basic", StringComparison.OrdinalIgnoreCase) ? Password(value) : null;
    }

    // With Basic, as curl's -u and git send it, the token is the password and any name will do.
    private static string? Password(string value)
    {
        var bytes = new byte[value.Length];
        return Convert.TryFromBase64String(value, bytes, out var length) ? Encoding.UTF8.GetString(bytes, 0, length).Split(':', 2).Last() : null;
    }
}
