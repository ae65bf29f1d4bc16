using Kayron.Sandbox.GitHub;

namespace Kayron.Sandbox.Scenarios.Acme;

/// <summary>Writes the releases repository: what each environment is meant to run.</summary>
internal static class AcmeReleases
{
    private const string ServiceFile = "service/service.yaml";
    private const string InfrastructureFile = "infrastructure/infrastructure.yaml";

    public static void Seed(GitHubWorld world)
    {
        var seeder = new RepositorySeeder(world, world.Create("acme", "releases", "What runs where.", at: world.Clock.GetUtcNow() - TimeSpan.FromHours(410)));
        var versions = new Dictionary<string, string>
        {
            ["api"] = "release: \"v1.8.1\"",
            ["web"] = "release: \"v3.1.0\"",
            ["search"] = "release: \"v0.9.3\"",
            ["billing"] = "release: \"v2.0.0\"",
            ["mailer"] = "release: \"v1.1.4\"",
            ["ledger"] = "release: \"v0.4.2\"",
        };
        seeder.Commit("main", "margaret", TimeSpan.FromHours(205), "Describe what runs", Files(versions, "v0.5.7", readme: true));
        versions["api"] = "release: \"v1.8.2\"";
        Release(seeder, "v2026.11.0", 203, seeder.Commit("main", "grace", TimeSpan.FromHours(204), "api v1.8.2", Files(versions, "v0.5.7")), "api v1.8.2");
        (versions["api"], versions["web"]) = ("release: \"v1.9.0\"", "release: \"v3.1.1\"");
        seeder.Commit("main", "grace", TimeSpan.FromHours(26), "api v1.9.0, web v3.1.1", Files(versions, "v0.5.7"));
        versions["billing"] = "suspend: true";
        Release(seeder, "v2026.11.1", 20, seeder.Commit("main", "margaret", TimeSpan.FromHours(21), "Hold billing while the auditors are here", Files(versions, "v0.5.7")), "api v1.9.0, web v3.1.1");
        versions["billing"] = "release: \"v2.0.1\"";
        seeder.Commit("main", "margaret", TimeSpan.FromHours(3), "infrastructure v0.5.8, billing v2.0.1", Files(versions, "v0.5.8"));
        SeedTesting(seeder, versions);
        seeder.Finish();
    }

    private static void SeedTesting(RepositorySeeder seeder, Dictionary<string, string> versions)
    {
        (versions["api"], versions["web"]) = ("branch: \"main\"", "release: \"v3.1.1\"\n    preview: true");
        seeder.Commit("testing", "grace", TimeSpan.FromHours(2.5), "Follow api's main branch, preview web's pull requests", Files(versions, "v0.5.8"), from: "main");
        versions["search"] = "release: \"v0.9.4\"";
        seeder.Commit("testing", "ada", TimeSpan.FromHours(2), "search v0.9.4", Files(versions, "v0.5.8"));
    }

    private static void Release(RepositorySeeder seeder, string tag, int hours, string commit, string notes)
    {
        seeder.Tag(tag, commit, "margaret", TimeSpan.FromHours(hours));
        seeder.Release(tag, "margaret", TimeSpan.FromHours(hours), notes);
    }

    private static Dictionary<string, string?> Files(Dictionary<string, string> versions, string infrastructure, bool readme = false)
    {
        var files = new Dictionary<string, string?>
        {
            [InfrastructureFile] = $"- github: \"infrastructure\"\n  provider: \"cloudformation\"\n  deploy:\n    release: \"{infrastructure}\"\n",
            [ServiceFile] = string.Join('\n', versions.Select(service => $"- docker: \"{service.Key}\"\n  github: \"{service.Key}\"\n  deploy:\n    {service.Value}\n")),
        };
        if (readme) files["README.md"] = "# releases\n\nproduction runs the latest release of this repository, staging the main branch, testing the branch of its name.\n";
        return files;
    }
}
