using Kayron.Tests.Sandbox.Hosting;
using Octokit;

namespace Kayron.Tests.Sandbox.GitHub;

/// <summary>The client that Kayron and everybody else uses reads every answer.</summary>
public sealed class OctokitTests
{
    [Fact]
    public async Task Repositories_branches_commits_and_contents_are_read()
    {
        await using var sandbox = await SandboxFixture.StartAsync();
        var client = Client(sandbox);
        var repository = await client.Repository.Get("acme", "releases");
        var branches = await client.Repository.Branch.GetAll("acme", "releases");
        var head = await client.Git.Reference.Get("acme", "releases", "heads/main");
        var commit = await client.Repository.Commit.Get("acme", "releases", "main");
        var commits = await client.Repository.Commit.GetAll("acme", "releases", new CommitRequest { Path = "infrastructure" });
        var tree = await client.Git.Tree.GetRecursive("acme", "releases", commit.Commit.Tree.Sha);
        var blob = await client.Git.Blob.Get("acme", "releases", tree.Tree.Single(item => item.Path == "service/service.yaml").Sha);
        var file = await client.Repository.Content.GetAllContents("acme", "releases", "service/service.yaml");
        var raw = await client.Repository.Content.GetRawContent("acme", "releases", "service/service.yaml");

        Assert.Equal("main", repository.DefaultBranch);
        Assert.True(repository.Permissions.Push);
        Assert.Equal(["main", "testing"], branches.Select(branch => branch.Name));
        Assert.Equal(head.Object.Sha, commit.Sha);
        Assert.Equal("margaret", commit.Author.Login);
        Assert.Equal(["infrastructure v0.5.8, billing v2.0.1", "Describe what runs"], commits.Select(item => item.Commit.Message));
        Assert.False(tree.Truncated);
        Assert.Equal(file[0].Content, System.Text.Encoding.UTF8.GetString(raw));
        Assert.Equal(raw, Convert.FromBase64String(blob.Content));
    }

    [Fact]
    public async Task Tags_releases_and_comparisons_are_read()
    {
        await using var sandbox = await SandboxFixture.StartAsync();
        var client = Client(sandbox);
        var latest = await client.Repository.Release.GetLatest("acme", "releases");
        var reference = await client.Git.Reference.Get("acme", "releases", "tags/v2026.11.1");
        var tag = await client.Git.Tag.Get("acme", "releases", reference.Object.Sha);
        var tags = await client.Repository.GetAllTags("acme", "api");
        var compared = await client.Repository.Commit.Compare("acme", "api", "v1.8.2", "v1.9.0");
        var back = await client.Repository.Commit.Compare("acme", "api", "v1.9.0", "v1.8.2");
        var apart = await client.Repository.Commit.Compare("acme", "web", "main", "dark-mode");

        Assert.Equal("v2026.11.1", latest.TagName);
        Assert.Equal(TaggedType.Tag, reference.Object.Type.Value);
        Assert.Equal(TaggedType.Commit, tag.Object.Type.Value);
        Assert.Equal(["v1.9.0", "v1.8.2", "v1.8.1"], tags.Select(item => item.Name));
        Assert.Equal(("ahead", 5, 0), (compared.Status, compared.AheadBy, compared.BehindBy));
        Assert.Equal(["grace", "linus", "grace", "linus", "grace"], compared.Commits.Select(commit => commit.Author.Login));
        Assert.Equal("Read orders page by page", compared.Commits[0].Commit.Message);
        Assert.Equal(("CHANGES.md", 5), (compared.Files[0].Filename, compared.Files[0].Additions));
        Assert.Equal(("behind", 0, 5), (back.Status, back.AheadBy, back.BehindBy));
        Assert.Equal("ahead", apart.Status);
    }

    [Fact]
    public async Task Pull_requests_and_comments_are_read_and_written()
    {
        await using var sandbox = await SandboxFixture.StartAsync();
        var client = Client(sandbox);
        var open = await client.PullRequest.GetAllForRepository("acme", "web");
        var fork = open.Single(pull => pull.User.Login == "mallory");
        var full = await client.PullRequest.Get("acme", "web", fork.Number);
        var written = await client.Issue.Comment.Create("acme", "web", fork.Number, "hello");
        var edited = await client.Issue.Comment.Update("acme", "web", written.Id, "hello again");
        var comments = await client.Issue.Comment.GetAllForIssue("acme", "web", fork.Number);
        await client.Issue.Comment.Delete("acme", "web", written.Id);
        await client.PullRequest.Update("acme", "web", fork.Number, new PullRequestUpdate { State = ItemState.Closed });

        Assert.Equal(3, open.Count);
        Assert.Equal("mallory/web", fork.Head.Repository.FullName);
        Assert.True(fork.Head.Repository.Fork);
        Assert.True(full.Mergeable);
        Assert.Equal(["images.js"], (await client.PullRequest.Files("acme", "web", fork.Number)).Select(file => file.FileName));
        Assert.Equal(("hello again", "kayron-bot"), (edited.Body, comments.Single().User.Login));
        Assert.Equal(2, (await client.PullRequest.GetAllForRepository("acme", "web")).Count);
        await Assert.ThrowsAsync<NotFoundException>(() => client.Issue.Comment.Get("acme", "web", written.Id));
    }

    [Fact]
    public async Task Deployments_are_recorded_and_older_ones_made_inactive()
    {
        await using var sandbox = await SandboxFixture.StartAsync();
        var client = Client(sandbox);
        var request = new NewDeployment("main") { Environment = "staging", AutoMerge = false, RequiredContexts = [] };
        var first = await client.Repository.Deployment.Create("acme", "api", request);
        await client.Repository.Deployment.Status.Create("acme", "api", first.Id, new NewDeploymentStatus(DeploymentState.Success) { LogUrl = "http://127.0.0.1/changes/1" });
        var second = await client.Repository.Deployment.Create("acme", "api", request);
        await client.Repository.Deployment.Status.Create("acme", "api", second.Id, new NewDeploymentStatus(DeploymentState.Success));

        var statuses = await client.Repository.Deployment.Status.GetAll("acme", "api", first.Id);
        Assert.Equal([DeploymentState.Inactive, DeploymentState.Success], statuses.Select(status => status.State.Value));
        Assert.Equal([second.Id, first.Id], (await client.Repository.Deployment.GetAll("acme", "api")).Select(deployment => deployment.Id));
    }

    [Fact]
    public async Task Accounts_limits_and_errors_are_read()
    {
        await using var sandbox = await SandboxFixture.StartAsync();
        var client = Client(sandbox);
        Assert.Equal("kayron-bot", (await client.User.Current()).Login);
        Assert.Equal("ada", (await Client(sandbox, "sandbox-ada").User.Current()).Login);
        Assert.Equal("acme", (await client.Organization.Get("acme")).Login);
        Assert.Equal(8, (await client.Repository.GetAllForOrg("acme")).Count);
        Assert.Equal(5000, (await client.RateLimit.GetRateLimits()).Rate.Limit);
        await Assert.ThrowsAsync<AuthorizationException>(() => Client(sandbox, "wrong").User.Current());
        await Assert.ThrowsAsync<NotFoundException>(() => client.Repository.Get("acme", "nothing"));
        var invalid = await Assert.ThrowsAsync<ApiValidationException>(() => client.Repository.Release.Create("acme", "api", new NewRelease("v1.9.0")));
        Assert.Equal("already_exists", invalid.ApiError.Errors[0].Code);
    }

    private static GitHubClient Client(SandboxFixture sandbox, string? token = null) =>
        new(new ProductHeaderValue("tests"), new Uri(sandbox.Host.Description.GitHub)) { Credentials = new Credentials(token ?? sandbox.Host.Description.GitHubToken) };
}
