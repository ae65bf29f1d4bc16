using Kayron.Sandbox.GitHub;

namespace Kayron.Sandbox.Scenarios.Acme;

/// <summary>Writes the repositories of acme's services and of its infrastructure.</summary>
internal static class AcmeRepositories
{
    public static void SeedService(GitHubWorld world, AcmeService service)
    {
        var oldest = world.Clock.GetUtcNow() - TimeSpan.FromHours(service.Commits[0].Hours);
        var seeder = new RepositorySeeder(world, world.Create("acme", service.Name, service.Description, at: oldest));
        var changes = $"# Changes of {service.Name}\n\n";
        foreach (var step in service.Commits)
        {
            changes += $"- {step.Message}\n";
            var files = new Dictionary<string, string?> { ["CHANGES.md"] = changes };
            if (step == service.Commits[0]) AddFirstFiles(service, files);
            seeder.Commit("main", step.Author, TimeSpan.FromHours(step.Hours), step.Message, files);
            // Made with the release, as on GitHub's page: a plain tag. Those of templates and releases are annotated.
            if (step.Tag is { } tag) seeder.Release(tag, step.Author, TimeSpan.FromHours(step.Hours) - TimeSpan.FromMinutes(20), step.Message);
        }

        seeder.Finish();
    }

    public static void SeedInfrastructure(GitHubWorld world)
    {
        var seeder = new RepositorySeeder(world, world.Create("acme", "infrastructure", "CloudFormation templates of the platform.", at: world.Clock.GetUtcNow() - TimeSpan.FromHours(430)));
        var first = seeder.Commit("main", "margaret", TimeSpan.FromHours(320), "The platform as templates", Below("cloudformation/", AcmeTemplates.Version("v0.5.7"))
            .Append(KeyValuePair.Create<string, string?>("README.md", "# infrastructure\n\nTemplates of the platform; `cloudformation/index.yaml` is the root.\n")).ToDictionary());
        Release(seeder, "v0.5.7", first, 319, "The platform as templates");
        var second = seeder.Commit("main", "margaret", TimeSpan.FromHours(50), "Watch containers, keep search's logs longer, wait longer for slow answers", Below("cloudformation/", AcmeTemplates.Version("v0.5.8")));
        Release(seeder, "v0.5.8", second, 49, "Container insights; longer log retention and idle timeout");
        seeder.Finish();
    }

    private static void Release(RepositorySeeder seeder, string tag, string commit, int hours, string notes)
    {
        seeder.Tag(tag, commit, "margaret", TimeSpan.FromHours(hours));
        seeder.Release(tag, "margaret", TimeSpan.FromHours(hours), notes);
    }

    private static void AddFirstFiles(AcmeService service, Dictionary<string, string?> files)
    {
        files["README.md"] = $"# {service.Name}\n\n{service.Description}\n";
        files["Dockerfile"] = $"FROM scratch\nCOPY {service.Name} /{service.Name}\nENTRYPOINT [\"/{service.Name}\"]\n";
    }

    private static Dictionary<string, string?> Below(string folder, IReadOnlyDictionary<string, string> files) => files.ToDictionary(file => folder + file.Key, file => (string?)file.Value);
}

/// <summary>The templates of acme's platform, by version.</summary>
internal static class AcmeTemplates
{
    private const string Newest = "v0.5.8";

    /// <summary>An older version is kept as the files in which it differs from the newest.</summary>
    public static IReadOnlyDictionary<string, string> Version(string version)
    {
        var files = new Dictionary<string, string>(EmbeddedFiles.Below($"Acme/Templates/{Newest}"));
        foreach (var (path, text) in EmbeddedFiles.Below($"Acme/Templates/{version}")) files[path] = text;
        return files;
    }
}
