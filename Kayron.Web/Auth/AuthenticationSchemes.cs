namespace Kayron.Web.Auth;

/// <summary>How a request proves who sent it.</summary>
public static class AuthenticationSchemes
{
    /// <summary>Chooses one of the others by the request's headers.</summary>
    public const string Any = "kayron";

    /// <summary>The cookie of a browser.</summary>
    public const string Session = "session";

    /// <summary><c>Authorization: Bearer TOKEN</c>.</summary>
    public const string Bearer = "bearer";
}
