namespace Kayron.Web.Auth;

/// <summary>Where to go after signing in: a path of ours, never another site.</summary>
public static class LocalUrl
{
    /// <returns>The address where it is a local path, else the start page.</returns>
    public static string OrHome(string? address) => address is not null && IsLocal(address) ? address : "/";

    /// <summary>Browsers read <c>//host</c> and <c>/\host</c> as another host, and drop tabs and line breaks before they look.</summary>
    private static bool IsLocal(string address) =>
        address.StartsWith('/') && !address.StartsWith("//", StringComparison.Ordinal) && !address.Contains('\\') && !address.Any(char.IsControl);
}
