using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Kayron.Tests.GitHub;

/// <summary>A commit with files, served object by object as GitHub does.</summary>
internal sealed class GitFixture
{
    public const string Commit = "cccccccccccccccccccccccccccccccccccccccc";
    private readonly FakeGitHub _github;

    public GitFixture(FakeGitHub github, params (string Path, string Content)[] files)
    {
        _github = github;
        Root = AddTree([.. files.Select(file => (file.Path, Mode: "100644", Sha: AddBlob(file.Content)))]);
        github.Json($"/git/commits/{Commit}", $$"""{"sha":"{{Commit}}","tree":{"sha":"{{Root}}"} }""");
        DeclareRecursive(truncated: false);
    }

    public string Root { get; private set; }

    public List<(string Path, string Mode, string Sha)> Entries { get; } = [];

    public static string ShaOf(string kind, byte[] content)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
        hash.AppendData(Encoding.ASCII.GetBytes($"{kind} {content.Length}\0"));
        hash.AppendData(content);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    public static string BlobJson(byte[] content) => JsonSerializer.Serialize(new { sha = "", size = content.Length, encoding = "base64", content = Convert.ToBase64String(content, Base64FormattingOptions.InsertLineBreaks) });

    public void DeclareRecursive(bool truncated) => _github.Json($"/git/trees/{Root}?recursive=1", TreeJson(Root, truncated ? Entries.Take(1) : Entries, truncated));

    private string AddBlob(string content)
    {
        var bytes = Encoding.UTF8.GetBytes(content);
        var sha = ShaOf("blob", bytes);
        _github.Json($"/git/blobs/{sha}", BlobJson(bytes));
        return sha;
    }

    private string AddTree(List<(string Path, string Mode, string Sha)> files, string folder = "")
    {
        var entries = new List<(string Name, string Mode, string Sha)>();
        foreach (var group in files.GroupBy(file => file.Path.Split('/')[0]))
        {
            var path = folder + group.Key;
            var isFile = group.First().Path == group.Key;
            if (isFile) entries.Add((group.Key, ModeOf(group.Key), group.First().Sha));
            else entries.Add((group.Key, "040000", AddTree([.. group.Select(file => (file.Path[(group.Key.Length + 1)..], file.Mode, file.Sha))], path + "/")));
            Entries.Add((path, entries[^1].Mode, entries[^1].Sha));
        }
        var bytes = entries.OrderBy(entry => entry.Mode == "040000" ? entry.Name + "/" : entry.Name, StringComparer.Ordinal)
            .SelectMany(entry => (byte[])[.. Encoding.UTF8.GetBytes($"{entry.Mode.TrimStart('0')} {entry.Name}\0"), .. Convert.FromHexString(entry.Sha)]).ToArray();
        var sha = ShaOf("tree", bytes);
        _github.Json($"/git/trees/{sha}", TreeJson(sha, entries, truncated: false));
        return sha;
    }

    private static string ModeOf(string name) => name switch { "link" => "120000", "module" => "160000", "run.sh" => "100755", _ => "100644" };

    private static string TreeJson(string sha, IEnumerable<(string Path, string Mode, string Sha)> entries, bool truncated) =>
        JsonSerializer.Serialize(new { sha, truncated, tree = entries.Select(entry => new { path = entry.Path, mode = entry.Mode, type = entry.Mode == "040000" ? "tree" : "blob", sha = entry.Sha }) });
}
