namespace Kayron.Web.Components.Presentation;

/// <summary>Why somebody is back at the sign-in page.</summary>
public static class SignInProblem
{
    /// <param name="organization">GitHub organization whose members sign in.</param>
    public static string? InWords(string? failed, string? organization = null) => failed switch
    {
        null or "" => null,
        "token" => "Nobody has this token. Check that all of it was copied.",
        "not-member" => $"Your GitHub account is no member of the organization {organization}. Ask one of its owners to add you.",
        "not-allowed" => $"GitHub does not let Kayron see who is a member of {organization}. An owner of the organization must allow the application.",
        "refused" => "You refused at the provider. Nothing happened; try again when you want to sign in.",
        "provider" => "The provider did not vouch for you. Try once more; the log of the server says why.",
        "limited" => "Too many attempts from here. Wait a minute, then try again.",
        "no-role" => "You have no role here. An administrator can give your team one.",
        "disabled" => "An administrator has disabled this account.",
        "person" => "Nobody of that name is here any more.",
        _ => "That did not work. Try once more.",
    };
}
