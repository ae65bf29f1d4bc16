namespace Kayron.Web.Components.Presentation;

/// <summary>Addresses that come from outside.</summary>
public static class Links
{
    /// <returns>Null unless a browser would open it as a web page: never <c>javascript:</c>, never a file.</returns>
    public static string? Web(string? address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp) ? uri.AbsoluteUri : null;
}
