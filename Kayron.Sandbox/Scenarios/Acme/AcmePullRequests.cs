using Kayron.Sandbox.GitHub;

namespace Kayron.Sandbox.Scenarios.Acme;

/// <summary>What people are working on just now.</summary>
internal static class AcmePullRequests
{
    public const string PreviewBranch = "dark-mode";

    public static void Seed(GitHubWorld world)
    {
        var web = new RepositorySeeder(world, world.Find("acme/web")!);
        Propose(web, PreviewBranch, "linus", 18, "A dark theme", "style/dark.css", "body { background: #111; color: #ddd; }\n");
        Propose(web, "dependabot/npm_and_yarn/left-pad-1.3.0", "dependabot", 40, "Bump left-pad to 1.3.0", "package.json", "{ \"dependencies\": { \"left-pad\": \"1.3.0\" } }\n");
        ProposeFromFork(world, web);
        web.Finish();
        var ledger = new RepositorySeeder(world, world.Find("acme/ledger")!);
        Propose(ledger, "close-a-year", "ada", 9, "Close a year", "close/year.sql", "select close_month(month) from months;\n");
        ledger.Finish();
    }

    private static void Propose(RepositorySeeder seeder, string branch, string author, int hours, string title, string path, string content)
    {
        seeder.Commit(branch, author, TimeSpan.FromHours(hours), title, new Dictionary<string, string?> { [path] = content }, from: "main");
        seeder.OpenPullRequest(seeder.Repository, branch, title, $"{title}.", author, TimeSpan.FromHours(hours - 1));
    }

    private static void ProposeFromFork(GitHubWorld world, RepositorySeeder web)
    {
        var fork = new RepositorySeeder(world, Forks.Create(world, web.Repository, AcmePeople.Outsider));
        fork.Commit("faster-images", AcmePeople.Outsider, TimeSpan.FromHours(12), "Load images when they are seen", new Dictionary<string, string?> { ["images.js"] = "observe(document.images);\n" }, from: "main");
        web.OpenPullRequest(fork.Repository, "faster-images", "Load images when they are seen", "The first page is twice as fast with this.", AcmePeople.Outsider, TimeSpan.FromHours(11));
        fork.Finish();
    }
}
