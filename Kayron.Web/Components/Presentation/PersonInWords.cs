using Kayron.Core.Commands;
using Kayron.Core.People;

namespace Kayron.Web.Components.Presentation;

/// <summary>Somebody who has signed in, in words.</summary>
public static class PersonInWords
{
    public static Mark Disabled { get; } = Mark.Fail("Disabled");

    public static string Roles(PersonView person) => new Actor(person.Account, person.Login, person.Name, person.Roles, "").RolesInWords;

    /// <summary>Without the one of every member; empty where there is no other.</summary>
    public static string Groups(PersonView person) => string.Join(", ", person.Groups.Where(group => group != RoleGrants.Everyone && group != person.Login));

    public static string From(PersonView person) => (person.Provider, person.Login) switch
    {
        ("github", var login) => $"@{login} at GitHub",
        ("oidc", "") => "by single sign-on",
        ("oidc", var login) => $"by single sign-on, @{login} at GitHub",
        ("token", _) => "with a token",
        _ => "of the sandbox",
    };
}
