using Kayron.Sandbox.Aws;
using Kayron.Sandbox.GitHub;

namespace Kayron.Sandbox.Scenarios;

/// <summary>A world the sandbox can begin with. It is put there once; from then on it lives its own life.</summary>
internal interface IScenario
{
    /// <summary>Full name of the repository with the release definitions.</summary>
    string ReleaseSource { get; }

    IReadOnlyList<SandboxEnvironment> Environments { get; }

    IReadOnlyList<SandboxPerson> People { get; }

    void SeedGitHub(GitHubWorld github);

    /// <summary>Puts the running state into AWS, of what <see cref="SeedGitHub"/> put into the repositories.</summary>
    void SeedAws(AwsWorld aws, GitHubWorld github, string region);
}
