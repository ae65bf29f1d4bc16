using System.Text;
using Kayron.Core.GitHub.Objects;

namespace Kayron.Tests.GitHub;

public sealed class GitObjectStoreTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("kayron-objects");
    private readonly SkippingTime _time = new();

    private static CancellationToken None => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("blob", "hello world\n", "3b18e512dba79e4c8300dd08aeb37f8e728b8dad")]
    [InlineData("blob", "", "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391")]
    [InlineData("tree", "", "4b825dc642cb6eb9a060e54bf8d69288fbee4904")]
    [InlineData("blob", "", "473a0f4c3be8a93681a267e3b1e9a7dcda1185436fe141f7749120a303721813")]
    public void Objects_are_named_as_git_names_them(string kind, string content, string sha) =>
        Assert.True(GitObject.Matches(kind == "blob" ? GitObjectKind.Blob : GitObjectKind.Tree, sha, Encoding.UTF8.GetBytes(content)));

    [Fact]
    public async Task An_object_is_found_by_its_SHA_and_as_what_it_is()
    {
        var store = new GitObjectStore(_directory.FullName, _time);
        var sha = await KeepAsync(store, "content");
        Assert.NotNull(await store.FindAsync(GitObjectKind.Blob, sha, None));
        Assert.Null(await store.FindAsync(GitObjectKind.Tree, sha, None));
        Assert.Null(await store.FindAsync(GitObjectKind.Blob, new string('0', 40), None));
    }

    [Fact]
    public async Task Its_size_is_bounded_and_what_was_used_lately_stays()
    {
        var store = new GitObjectStore(_directory.FullName, TimeProvider.System, maximumBytes: 10_000);
        var used = await KeepAsync(store, new string('a', 1000));
        Age(used, days: 30);
        for (var number = 0; number < 8; number++) Age(await KeepAsync(store, number + new string('b', 1000)), days: 10 + number);
        Assert.NotNull(await store.FindAsync(GitObjectKind.Blob, used, None));
        for (var number = 0; number < 3; number++) await KeepAsync(store, number + new string('c', 1000));

        Assert.InRange(Files().Sum(file => file.Length), 1000, 10_000);
        Assert.NotNull(await store.FindAsync(GitObjectKind.Blob, used, None));
    }

    [Fact]
    public async Task What_earlier_runs_left_counts()
    {
        for (var number = 0; number < 9; number++) await KeepAsync(new GitObjectStore(_directory.FullName, _time, maximumBytes: 10_000), number + new string('b', 1000));
        var store = new GitObjectStore(_directory.FullName, _time, maximumBytes: 10_000);
        await KeepAsync(store, new string('d', 2000));
        Assert.InRange(Files().Sum(file => file.Length), 1000, 8_000);
    }

    [Fact]
    public async Task Private_content_is_for_this_user_alone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file modes.");
        await KeepAsync(new GitObjectStore(_directory.FullName, _time), "secret");
        Assert.All(_directory.EnumerateDirectories("*", SearchOption.AllDirectories), folder => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, folder.UnixFileMode));
    }

    public void Dispose() => _directory.Delete(recursive: true);

    private static async Task<string> KeepAsync(GitObjectStore store, string content)
    {
        var bytes = Encoding.UTF8.GetBytes(content);
        var sha = GitFixture.ShaOf("blob", bytes);
        await store.KeepAsync(sha, bytes, None);
        return sha;
    }

    private void Age(string sha, int days) => File.SetLastWriteTimeUtc(Path.Combine(_directory.FullName, "objects", sha[..2], sha[2..]), TimeProvider.System.GetUtcNow().UtcDateTime.AddDays(-days));

    private List<FileInfo> Files() => [.. _directory.EnumerateFiles("*", SearchOption.AllDirectories)];
}
