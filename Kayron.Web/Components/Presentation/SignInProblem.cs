namespace Kayron.Web.Components.Presentation;

/// <summary>Why somebody is back at the sign-in page.</summary>
public static class SignInProblem
{
    public static string? InWords(string? failed) => failed switch
    {
        null or "" => null,
        "token" => "Nobody has this token. Check that all of it was copied.",
        "no-role" => "You have no role here. An administrator can give your team one.",
        "disabled" => "An administrator has disabled this account.",
        "person" => "Nobody of that name is here any more.",
        _ => "That did not work. Try once more.",
    };
}
