using Kayron.Sandbox.Aws;
using Kayron.Sandbox.GitHub;
using Kayron.Sandbox.GitHub.Model;
using Kayron.Sandbox.Scenarios.Acme;

namespace Kayron.Sandbox.Scenarios;

/// <summary>An organisation that has just begun: people, and a releases repository with nothing in it.</summary>
internal sealed class EmptyScenario : IScenario
{
    public string ReleaseSource => "acme/releases";

    public IReadOnlyList<SandboxEnvironment> Environments => [];

    public IReadOnlyList<SandboxPerson> People => AcmePeople.All;

    public void SeedGitHub(GitHubWorld github)
    {
        github.Settle([.. People.Select(person => new Person(person.Login, person.Name, person.Token, CanWrite: person.Role != "viewer"))], ["acme"]);
        github.Create("acme", "releases", "What runs where.");
    }

    public void SeedAws(AwsWorld aws, GitHubWorld github, string region)
    {
        // Nothing runs yet.
    }
}
