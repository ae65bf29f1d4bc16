namespace Kayron.Web.Auth.Providers;

/// <summary>The provider knows this person, and they do not get in.</summary>
/// <param name="code">What the sign-in page says it with; one that <c>SignInProblem</c> knows.</param>
public sealed class SignInRefusedException(string code, string message) : Exception(message)
{
    public string Code { get; } = code;
}
