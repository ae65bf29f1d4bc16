using System.Net;
using System.Text;
using Kayron.Core.Reconcile;
using Kayron.Core.Releases;
using Microsoft.Extensions.FileProviders;
using static Kayron.Tests.GitHub.GitHubUnderTest;

namespace Kayron.Tests.GitHub;

public sealed class RepositoryFilesTests : IDisposable
{
    private static readonly (string Path, string Content)[] Files =
    [
        ("README.md", "# releases"), ("infrastructure/infrastructure.yaml", "- github: infrastructure\n"), ("service/service.yaml", "- docker: a\n"), ("service/nested/deep/b.yaml", "- docker: b\n"),
        ("service/foo.d/x.yaml", "x"), ("service/foo", "sorted before foo.d, whatever the folder"), ("service/foo-1", "y"), ("service-old/a.yaml", "old"),
        ("service/link", "../../etc/passwd"), ("service/module", "submodule"), ("service/run.sh", "#!/bin/sh"), ("service/ünï cödé.yaml", "ü"),
    ];

    private readonly GitHubUnderTest _test = new();

    [Fact]
    public async Task The_wanted_folders_are_read_whole_and_nothing_else()
    {
        var fixture = new GitFixture(_test.GitHub, Files);
        var files = await Open();
        Assert.Equal(["infrastructure/infrastructure.yaml", "service/foo", "service/foo-1", "service/foo.d/x.yaml", "service/nested/deep/b.yaml", "service/run.sh", "service/service.yaml", "service/ünï cödé.yaml"], Paths(files));
        Assert.Equal("- docker: b\n", Read(files, "service/nested/deep/b.yaml"));
        Assert.Equal(2 + 8, _test.GitHub.Calls.Count);
        Assert.DoesNotContain(_test.GitHub.Calls, call => call.Path.Contains(fixture.Entries.Single(entry => entry.Path == "service-old/a.yaml").Sha, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_commit_is_read_once_in_memory_and_its_objects_once_on_disk()
    {
        _ = new GitFixture(_test.GitHub, Files);
        await Open();
        var calls = _test.GitHub.Calls.Count;
        await Open();
        Assert.Equal(calls, _test.GitHub.Calls.Count);

        _test.Restart();
        Assert.Equal("- docker: a\n", Read(await Open(), "service/service.yaml"));
        Assert.Equal([($"/git/commits/{GitFixture.Commit}", 304)], _test.GitHub.Calls.Skip(calls));
    }

    [Fact]
    public async Task What_was_altered_on_disk_is_read_again()
    {
        _ = new GitFixture(_test.GitHub, Files);
        await Open();
        foreach (var file in Directory.EnumerateFiles(_test.CacheDirectory, "*", SearchOption.AllDirectories)) await File.WriteAllTextAsync(file, "altered", TestContext.Current.CancellationToken);
        var calls = _test.GitHub.Calls.Count;
        _test.Restart();
        Assert.Equal("- docker: a\n", Read(await Open(), "service/service.yaml"));
        Assert.Equal(calls * 2, _test.GitHub.Calls.Count);
    }

    [Fact]
    public async Task Without_a_directory_to_write_to_it_reads_all_the_same()
    {
        _ = new GitFixture(_test.GitHub, Files);
        await File.WriteAllTextAsync(Path.Combine(_test.CacheDirectory, "objects"), "a file where the folder should be", TestContext.Current.CancellationToken);
        Assert.Equal("- docker: a\n", Read(await Open(), "service/service.yaml"));
    }

    [Fact]
    public async Task A_truncated_tree_is_walked_level_by_level_and_whole()
    {
        var fixture = new GitFixture(_test.GitHub, Files);
        fixture.DeclareRecursive(truncated: true);
        Assert.Equal(8, Paths(await Open()).Count());
    }

    [Fact]
    public async Task A_level_that_is_cut_off_is_no_folder()
    {
        var fixture = new GitFixture(_test.GitHub, Files);
        fixture.DeclareRecursive(truncated: true);
        _test.GitHub.Json($"/git/trees/{fixture.Root}", """{"sha":"x","truncated":true,"tree":[]}""");
        await Assert.ThrowsAsync<TransientException>(Open);
        _test.GitHub.Json($"/git/trees/{fixture.Root}", """{"sha":"x","truncated":false,"tree":[]}""");
        await Assert.ThrowsAsync<TransientException>(Open);
    }

    [Theory]
    [InlineData("""{"message":"Server Error"}""")]
    [InlineData("""{"size":3,"encoding":"base64","content":"YWJj"}""")]
    [InlineData("""{"size":3,"encoding":"base64","content":"YW*"}""")]
    [InlineData("""{"size":3,"encoding":"utf-8","content":"abc"}""")]
    public async Task An_answer_that_is_not_the_file_never_becomes_one(string answer)
    {
        _ = new GitFixture(_test.GitHub, Files);
        _test.GitHub.Json($"/git/blobs/{GitFixture.ShaOf("blob", Encoding.UTF8.GetBytes("- docker: a\n"))}", answer);
        await Assert.ThrowsAsync<TransientException>(Open);
    }

    [Fact]
    public async Task One_file_that_cannot_be_read_is_no_partial_answer()
    {
        _ = new GitFixture(_test.GitHub, Files);
        _test.GitHub.Status($"/git/blobs/{GitFixture.ShaOf("blob", Encoding.UTF8.GetBytes("- docker: a\n"))}", HttpStatusCode.BadGateway);
        await Assert.ThrowsAsync<TransientException>(Open);
    }

    [Fact]
    public async Task A_file_over_5_MB_is_refused_by_name_and_one_of_5_MB_is_read()
    {
        _ = new GitFixture(_test.GitHub, ("service/large.yaml", new string('x', 5 * 1024 * 1024)));
        Assert.Equal(5 * 1024 * 1024, (await Open()).GetFileInfo("service/large.yaml").Length);

        var content = new byte[(5 * 1024 * 1024) + 1];
        _ = new GitFixture(_test.GitHub, ("service/larger.yaml", Encoding.UTF8.GetString(content)));
        _test.Restart();
        Assert.Contains("\"service/larger.yaml\" is larger than 5 MB", (await Assert.ThrowsAsync<InvalidException>(Open)).Message, StringComparison.Ordinal);

        _test.GitHub.On($"/git/blobs/{GitFixture.ShaOf("blob", content)}", () => FakeGitHub.Answer(HttpStatusCode.OK, new string(' ', 33 * 1024 * 1024)));
        _test.Restart();
        Assert.Contains("service/larger.yaml", (await Assert.ThrowsAsync<InvalidException>(Open)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Three_hundred_files_are_read_and_more_than_two_thousand_refused()
    {
        _ = new GitFixture(_test.GitHub, [.. Enumerable.Range(0, 300).Select(number => ($"service/{number}.yaml", $"- docker: s{number}\n"))]);
        Assert.Equal(300, Paths(await Open()).Count());
        _ = new GitFixture(_test.GitHub, [.. Enumerable.Range(0, 2001).Select(number => ($"service/{number}.yaml", "same"))]);
        _test.Restart();
        Assert.Contains("more than 2000 files", (await Assert.ThrowsAsync<InvalidException>(Open)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_commit_that_is_not_there_is_told_from_a_repository_out_of_reach()
    {
        _test.GitHub.Status($"/git/commits/{GitFixture.Commit}", HttpStatusCode.NotFound).Json("", """{"default_branch":"main"}""");
        await Assert.ThrowsAsync<InvalidException>(Open);
        _test.GitHub.Status("", HttpStatusCode.NotFound);
        await Assert.ThrowsAsync<BlockedException>(Open);
    }

    [Fact]
    public async Task Paths_are_those_of_git()
    {
        _ = new GitFixture(_test.GitHub, Files);
        var files = await Open();
        Assert.True(files.GetFileInfo("/service/service.yaml").Exists);
        Assert.True(files.GetDirectoryContents("").Exists);
        Assert.All(["service/Service.yaml", "service/../service/service.yaml", "service/nested/../service.yaml", "../service/service.yaml", "service", "service\\service.yaml", "README.md"], path => Assert.False(files.GetFileInfo(path).Exists));
        Assert.All(["Service", "service/..", "..", "service-old", "docs"], path => Assert.False(files.GetDirectoryContents(path).Exists));
        Assert.False(files.Watch("**").HasChanged);
    }

    [Fact]
    public async Task The_operator_reads_releases_with_the_reader_of_lint()
    {
        _ = new GitFixture(_test.GitHub, ("infrastructure/i.yaml", "- github: infrastructure\n  provider: cloudformation\n  deploy: {release: v1}\n"), ("service/a/b.yml", "- docker: b\n  github: b\n  deploy: {branch: main}\n"));
        var releases = ReleaseSetReader.Read(await Open());
        Assert.True(releases.IsValid);
        Assert.Equal(["infrastructure", "b"], releases.Definitions.Select(definition => definition.Name));
    }

    public void Dispose() => _test.Dispose();

    private Task<IFileProvider> Open() => _test.SourceControl.OpenAsync(AcmeReleases, GitFixture.Commit, ReleaseFiles.Folders, TestContext.Current.CancellationToken);

    private static IEnumerable<string> Paths(IFileProvider files, string folder = "") => files.GetDirectoryContents(folder).SelectMany(entry =>
        entry.IsDirectory ? Paths(files, $"{folder}/{entry.Name}".TrimStart('/')) : [$"{folder}/{entry.Name}".TrimStart('/')]).Order(StringComparer.Ordinal);

    private static string Read(IFileProvider files, string path)
    {
        using var reader = new StreamReader(files.GetFileInfo(path).CreateReadStream());
        return reader.ReadToEnd();
    }
}
