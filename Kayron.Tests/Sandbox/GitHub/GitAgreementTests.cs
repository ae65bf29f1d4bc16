using System.ComponentModel;
using System.Diagnostics;
using Kayron.Tests.Sandbox.Hosting;

namespace Kayron.Tests.Sandbox.GitHub;

/// <summary>Git itself reads what the sandbox keeps: every id must be the one git computes.</summary>
public sealed class GitAgreementTests
{
    [Fact]
    public async Task Git_finds_every_object_and_reference_whole()
    {
        using var directory = new TemporaryDirectory();
        await using var sandbox = await SandboxFixture.StartAsync(directory: directory.Path);
        await File.WriteAllTextAsync(Path.Combine(sandbox.Folder("infrastructure"), "a.txt"), "ä\n", TestContext.Current.CancellationToken);
        var head = await sandbox.HeadAsync("infrastructure");
        var store = Path.Combine(directory.Path, "state", "repositories", "acme", "infrastructure.git");

        Assert.Equal("", await GitAsync(store, "fsck", "--strict", "--no-dangling", "--no-progress"));
        Assert.Equal(head, await GitAsync(store, "rev-parse", "main"));
        Assert.Equal((await sandbox.GetAsync("repos/acme/infrastructure/git/ref/tags/v0.5.8")).GetProperty("object").GetProperty("sha").GetString(), await GitAsync(store, "rev-parse", "v0.5.8"));
        Assert.Equal("3", await GitAsync(store, "rev-list", "--count", "main"));
    }

    [Fact]
    public async Task A_file_has_the_id_git_gives_it()
    {
        await using var sandbox = await SandboxFixture.StartAsync();
        var path = Path.Combine(sandbox.Folder("releases"), "service", "service.yaml");
        var shown = await sandbox.GetAsync("repos/acme/releases/contents/service/service.yaml");
        Assert.Equal(shown.GetProperty("sha").GetString(), await GitAsync(Path.GetDirectoryName(path)!, "hash-object", path));
    }

    private static async Task<string> GitAsync(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("git", arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.Environment["GIT_DIR"] = folder;
        try
        {
            using var git = Process.Start(start)!;
            var output = await git.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            var problems = await git.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            await git.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.True(git.ExitCode == 0, problems);
            return output.Trim();
        }
        catch (Win32Exception)
        {
            Assert.Skip("git is not installed.");
            return "";
        }
    }
}
