using Kayron.Sandbox;

namespace Kayron.Tests.Sandbox.Hosting;

public sealed class PersistenceTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Everything_is_there_after_a_restart()
    {
        using var directory = new TemporaryDirectory();
        string pushed, digest;
        await using (var first = await SandboxFixture.StartAsync(directory: directory.Path))
        {
            pushed = await first.Host.Actions.PushCommitAsync("api", "feature/x", message: "Kept", ct: Cancelled);
            digest = await first.Host.Actions.PushImageAsync("api", branch: "feature/x", ct: Cancelled);
            await first.Host.Actions.OpenPullRequestAsync("api", "feature/x", "Kept too", ct: Cancelled);
            Assert.Equal(201, (await first.PostAsync("repos/acme/api/issues/1/comments", new { body = "hello" })).Status);
            Assert.Equal(201, (await first.PostAsync("repos/acme/api/deployments", new { @ref = "main" })).Status);
        }

        await using var second = await SandboxFixture.StartAsync(directory: directory.Path);
        Assert.Equal(pushed, await second.HeadAsync("api", "feature/x"));
        Assert.Equal("hello", (await second.GetAsync("repos/acme/api/issues/1/comments"))[0].GetProperty("body").GetString());
        Assert.Equal("Kept too", (await second.GetAsync("repos/acme/api/pulls/1")).GetProperty("title").GetString());
        Assert.Equal(1, (await second.GetAsync("repos/acme/api/deployments")).GetArrayLength());
        Assert.Equal("v2026.11.1", (await second.GetAsync("repos/acme/releases/releases/latest")).GetProperty("tag_name").GetString());
        Assert.Equal(["server-production", "server-staging", "server-testing"], second.Host.Aws.StackNames().Order());
        Assert.NotEmpty(digest);
    }

    [Fact]
    public async Task What_was_saved_while_the_sandbox_was_off_is_a_push_and_a_removed_folder_a_deleted_branch()
    {
        using var directory = new TemporaryDirectory();
        string before, folder;
        await using (var first = await SandboxFixture.StartAsync(directory: directory.Path))
        {
            before = await first.HeadAsync("releases");
            folder = Path.Combine(first.Host.Description.Repositories, "acme", "releases");
        }

        await File.WriteAllTextAsync(Path.Combine(folder, "main", "new.txt"), "new", Cancelled);
        Directory.Delete(Path.Combine(folder, "testing"), recursive: true);
        await using var second = await SandboxFixture.StartAsync(directory: directory.Path);
        var commit = await second.GetAsync($"repos/acme/releases/commits/{await second.HeadAsync("releases")}");
        Assert.Equal("Create new.txt", commit.GetProperty("commit").GetProperty("message").GetString());
        Assert.Equal(before, commit.GetProperty("parents")[0].GetProperty("sha").GetString());
        Assert.Equal(404, (await second.SendAsync(HttpMethod.Get, "repos/acme/releases/branches/testing")).Status);
    }

    [Fact]
    public async Task An_answered_change_is_written_even_if_the_process_dies_next()
    {
        using var directory = new TemporaryDirectory();
        using var copy = new TemporaryDirectory();
        await using var first = await SandboxFixture.StartAsync(directory: directory.Path);
        await first.PostAsync("repos/acme/api/releases", new { tag_name = "v9.0.0" });
        await first.PostAsync("_sandbox/push-image", new { image = "api", tag = "v9.0.0" });
        // What is on disk now is all that a kill would leave.
        Copy(directory.Path, copy.Path);

        await using var second = await SandboxFixture.StartAsync(directory: copy.Path);
        Assert.Equal("v9.0.0", (await second.GetAsync("repos/acme/api/releases/latest")).GetProperty("tag_name").GetString());
        Assert.Equal(await File.ReadAllTextAsync(Path.Combine(directory.Path, "state", "aws.json"), Cancelled), await File.ReadAllTextAsync(Path.Combine(copy.Path, "state", "aws.json"), Cancelled));
        Assert.Contains("v9.0.0", second.Host.Aws.Save(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_state_file_that_cannot_be_read_is_named()
    {
        using var directory = new TemporaryDirectory();
        await (await SandboxFixture.StartAsync("empty", directory.Path)).DisposeAsync();
        var file = Path.Combine(directory.Path, "state", "repositories", "acme", "releases.git", "github.json");
        await File.WriteAllTextAsync(file, "{ \"id\": ", Cancelled);
        var problem = await Assert.ThrowsAsync<SandboxException>(() => SandboxFixture.StartAsync("empty", directory.Path));
        Assert.Contains(file, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_interrupted_seeding_is_begun_again_and_another_scenario_refused()
    {
        using var directory = new TemporaryDirectory();
        Directory.CreateDirectory(Path.Combine(directory.Path, "repositories", "acme", "half", "main"));
        await File.WriteAllTextAsync(Path.Combine(directory.Path, "seeding"), "", Cancelled);
        await (await SandboxFixture.StartAsync("empty", directory.Path)).DisposeAsync();
        Assert.False(Directory.Exists(Path.Combine(directory.Path, "repositories", "acme", "half")));
        var problem = await Assert.ThrowsAsync<SandboxException>(() => SandboxFixture.StartAsync("acme", directory.Path));
        Assert.Contains("scenario empty", problem.Message, StringComparison.Ordinal);
    }

    private static void Copy(string from, string into)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(into, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
