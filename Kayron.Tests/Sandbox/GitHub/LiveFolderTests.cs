using Kayron.Tests.Sandbox.Hosting;

namespace Kayron.Tests.Sandbox.GitHub;

public sealed class LiveFolderTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Saving_a_file_is_a_push()
    {
        await using var sandbox = await SandboxFixture.StartAsync();
        var before = await sandbox.HeadAsync("releases");
        var file = Path.Combine(sandbox.Folder("releases"), "service", "service.yaml");
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file, Cancelled)).Replace("v1.9.0", "v1.8.2", StringComparison.Ordinal), Cancelled);

        var after = await sandbox.HeadAsync("releases");
        var commit = await sandbox.GetAsync($"repos/acme/releases/commits/{after}");
        Assert.NotEqual(before, after);
        Assert.Equal(before, commit.GetProperty("parents")[0].GetProperty("sha").GetString());
        Assert.Equal("Update service/service.yaml", commit.GetProperty("commit").GetProperty("message").GetString());
        Assert.Equal("Margaret", commit.GetProperty("commit").GetProperty("author").GetProperty("name").GetString());
        Assert.Contains("+    release: \"v1.8.2\"", commit.GetProperty("files")[0].GetProperty("patch").GetString(), StringComparison.Ordinal);
        Assert.Equal(after, await sandbox.HeadAsync("releases"));
    }

    [Fact]
    public async Task Added_and_deleted_files_are_one_commit()
    {
        await using var sandbox = await SandboxFixture.StartAsync("empty");
        Directory.CreateDirectory(Path.Combine(sandbox.Folder("releases"), "service"));
        await File.WriteAllTextAsync(Path.Combine(sandbox.Folder("releases"), "service", "a.yaml"), "a", Cancelled);
        var first = await sandbox.HeadAsync("releases");
        File.Delete(Path.Combine(sandbox.Folder("releases"), "service", "a.yaml"));
        await File.WriteAllTextAsync(Path.Combine(sandbox.Folder("releases"), "b.yaml"), "b", Cancelled);

        var commit = await sandbox.GetAsync($"repos/acme/releases/commits/{await sandbox.HeadAsync("releases")}");
        Assert.Equal(["b.yaml added", "service/a.yaml removed"], commit.GetProperty("files").EnumerateArray().Select(file => $"{file.GetProperty("filename")} {file.GetProperty("status")}"));
        Assert.Equal(first, commit.GetProperty("parents")[0].GetProperty("sha").GetString());
        var old = await sandbox.GetAsync($"repos/acme/releases/contents/service/a.yaml?ref={first}");
        Assert.Equal("YQ==\n", old.GetProperty("content").GetString());
    }

    [Theory]
    [InlineData("service.yaml~")]
    [InlineData(".service.yaml.swp")]
    [InlineData("#service.yaml#")]
    [InlineData(".#service.yaml")]
    [InlineData("4913")]
    [InlineData("service.yaml.tmp")]
    public async Task What_editors_leave_is_no_push(string name)
    {
        await using var sandbox = await SandboxFixture.StartAsync();
        var before = await sandbox.HeadAsync("releases");
        await File.WriteAllTextAsync(Path.Combine(sandbox.Folder("releases"), "service", name), "x", Cancelled);
        Assert.Equal(before, await sandbox.HeadAsync("releases"));
    }

    [Fact]
    public async Task A_file_that_is_empty_yet_is_no_push_until_it_is_filled()
    {
        await using var sandbox = await SandboxFixture.StartAsync();
        var before = await sandbox.HeadAsync("releases");
        var file = Path.Combine(sandbox.Folder("releases"), "service", "service.yaml");
        var text = await File.ReadAllTextAsync(file, Cancelled);
        await File.WriteAllTextAsync(file, "", Cancelled);
        // Just emptied, however long this machine takes to ask.
        File.SetLastWriteTimeUtc(file, TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(5));
        Assert.Equal(before, await sandbox.HeadAsync("releases"));
        await File.WriteAllTextAsync(file, text + "# filled\n", Cancelled);
        Assert.NotEqual(before, await sandbox.HeadAsync("releases"));
    }

    [Fact]
    public async Task A_new_folder_is_a_branch_and_a_removed_one_is_none()
    {
        await using var sandbox = await SandboxFixture.StartAsync();
        var head = await sandbox.HeadAsync("api");
        var folder = sandbox.Folder("api", "feature%2Fone");
        Directory.CreateDirectory(folder);
        foreach (var file in Directory.GetFiles(sandbox.Folder("api"))) File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        Assert.Equal(head, await sandbox.HeadAsync("api", "feature/one"));

        Directory.Delete(folder, recursive: true);
        Assert.Equal(404, (await sandbox.SendAsync(HttpMethod.Get, "repos/acme/api/git/ref/heads/feature/one")).Status);
        Assert.Equal(404, (await sandbox.SendAsync(HttpMethod.Get, "repos/acme/api/branches/feature%2Fone")).Status);
    }

    [Fact]
    public async Task A_branch_made_through_the_API_is_a_folder()
    {
        await using var sandbox = await SandboxFixture.StartAsync();
        var (status, _) = await sandbox.PostAsync("repos/acme/api/git/refs", new { @ref = "refs/heads/fix/two", sha = await sandbox.HeadAsync("api") });
        Assert.Equal(201, status);
        Assert.True(File.Exists(Path.Combine(sandbox.Folder("api", "fix%2Ftwo"), "README.md")));
        Assert.Equal(204, (await sandbox.SendAsync(HttpMethod.Delete, "repos/acme/api/git/refs/heads/fix/two")).Status);
        Assert.False(Directory.Exists(sandbox.Folder("api", "fix%2Ftwo")));
    }
}
