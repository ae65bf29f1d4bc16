using Kayron.Sandbox.Aws;
using Kayron.Sandbox.GitHub;
using Kayron.Sandbox.GitHub.Model;
using Kayron.Sandbox.Scenarios.Acme;

namespace Kayron.Sandbox.Scenarios;

/// <summary>As many environments and services as asked for, made by rule, everything in sync.</summary>
internal sealed class ScaleScenario(int environments, int services) : IScenario
{
    public const int MostEnvironments = 50;

    // CloudFormation takes at most 200 parameters; two are the environment's and the infrastructure's.
    public const int MostServices = 198;

    private const string Bucket = "scale-kayron-templates";
    private const string Version = "v1.0.0";

    private readonly IReadOnlyList<string> _services = [.. Enumerable.Range(1, services).Select(number => $"service-{number:000}")];

    public string ReleaseSource => "acme/releases";

    public IReadOnlyList<SandboxEnvironment> Environments { get; } =
        [.. Enumerable.Range(1, environments).Select(number => new SandboxEnvironment($"env{number:00}", "testing", $"server-env{number:00}", Bucket))];

    public IReadOnlyList<SandboxPerson> People => AcmePeople.All;

    public void SeedGitHub(GitHubWorld github)
    {
        github.Settle([.. People.Select(person => new Person(person.Login, person.Name, person.Token, CanWrite: person.Role != "viewer"))], ["acme"]);
        Seed(github, "infrastructure", ScaleTemplates.For(_services).ToDictionary(file => "cloudformation/" + file.Key, file => (string?)file.Value), Version);
        foreach (var service in _services) Seed(github, service, new Dictionary<string, string?> { ["README.md"] = $"# {service}\n" }, Version);
        Seed(github, "releases", Definitions(), "v2026.1.0");
    }

    public void SeedAws(AwsWorld aws, GitHubWorld github, string region)
    {
        aws.CreateBucket(Bucket);
        foreach (var service in _services) aws.PushImage(service, Version);
        var templates = ScaleTemplates.For(_services);
        foreach (var environment in Environments)
        {
            var parameters = _services.ToDictionary(ScaleTemplates.ParameterOf, _ => Version);
            (parameters["Environment"], parameters["InfrastructureVersion"]) = (environment.Name, Version);
            var url = DeployedTemplates.Put(aws, region, Bucket, environment.Name, templates);
            aws.CreateStack(environment.Stack, url, parameters, new Dictionary<string, string> { ["environment"] = environment.Name });
        }
    }

    private static void Seed(GitHubWorld github, string name, IReadOnlyDictionary<string, string?> files, string version)
    {
        var seeder = new RepositorySeeder(github, github.Create("acme", name, at: github.Clock.GetUtcNow() - TimeSpan.FromDays(3)));
        seeder.Commit("main", AcmePeople.Operator, TimeSpan.FromDays(2), "Begin", files);
        seeder.Release(version, AcmePeople.Operator, TimeSpan.FromDays(1), "");
        seeder.Finish();
    }

    private Dictionary<string, string?> Definitions() => new()
    {
        ["infrastructure/infrastructure.yaml"] = $"- github: \"infrastructure\"\n  provider: \"cloudformation\"\n  deploy:\n    release: \"{Version}\"\n",
        ["service/service.yaml"] = string.Join('\n', _services.Select(service => $"- docker: \"{service}\"\n  github: \"{service}\"\n  deploy:\n    release: \"{Version}\"\n")),
    };
}
