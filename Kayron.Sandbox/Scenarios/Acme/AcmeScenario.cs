using Kayron.Sandbox.Aws;
using Kayron.Sandbox.GitHub;
using Kayron.Sandbox.GitHub.Model;

namespace Kayron.Sandbox.Scenarios.Acme;

/// <summary>A company with six services in three environments. testing and staging are behind and may catch up by themselves, production waits for a person.</summary>
internal sealed class AcmeScenario : IScenario
{
    public const string Bucket = "acme-kayron-templates";

    public string ReleaseSource => "acme/releases";

    public IReadOnlyList<SandboxEnvironment> Environments { get; } =
        [.. new[] { "testing", "staging", "production" }.Select(name => new SandboxEnvironment(name, name, $"server-{name}", Bucket))];

    public IReadOnlyList<SandboxPerson> People => AcmePeople.All;

    public void SeedGitHub(GitHubWorld github)
    {
        github.Settle([.. People.Select(person => new Person(person.Login, person.Name, person.Token, CanWrite: person.Role != "viewer"))], ["acme"]);
        foreach (var service in AcmeServices.All) AcmeRepositories.SeedService(github, service);
        AcmeRepositories.SeedInfrastructure(github);
        AcmeReleases.Seed(github);
        AcmePullRequests.Seed(github);
    }

    public void SeedAws(AwsWorld aws, GitHubWorld github, string region)
    {
        foreach (var service in AcmeServices.All) PushImages(aws, github, service);
        aws.CreateBucket(Bucket);
        Run(aws, region, "testing", "v0.5.8", new() { ["Api"] = "v1.9.0", ["Web"] = "v3.1.1", ["Billing"] = "v2.0.1" });
        Run(aws, region, "staging", "v0.5.7", new() { ["Api"] = "v1.8.2", ["Web"] = "v3.1.0", ["Billing"] = "v2.0.1" });
        Run(aws, region, "production", "v0.5.7", new() { ["Api"] = "v1.8.2", ["Web"] = "v3.1.0", ["Billing"] = "v2.0.0" });
    }

    // An image for every version, and one for the head of every branch that may be deployed.
    private static void PushImages(AwsWorld aws, GitHubWorld github, AcmeService service)
    {
        foreach (var step in service.Commits.Where(step => step.Tag is not null)) aws.PushImage(service.Name, step.Tag!, platforms: service.Platforms);
        var repository = github.Find("acme", service.Name)!;
        foreach (var branch in new[] { "main", AcmePullRequests.PreviewBranch })
        {
            if (repository.Branch(branch) is { } head) aws.PushImage(service.Name, head, platforms: service.Platforms);
        }
    }

    private static void Run(AwsWorld aws, string region, string environment, string infrastructure, Dictionary<string, string> versions)
    {
        var url = DeployedTemplates.Put(aws, region, Bucket, environment, AcmeTemplates.Version(infrastructure));
        (versions["Search"], versions["Mailer"], versions["Ledger"], versions["Infrastructure"]) = ("v0.9.3", "v1.1.4", "v0.4.2", infrastructure);
        var parameters = versions.ToDictionary(version => version.Key + "Version", version => version.Value);
        parameters["Environment"] = environment;
        aws.CreateStack($"server-{environment}", url, parameters, new Dictionary<string, string> { ["environment"] = environment });
    }
}
