using System.Text;

namespace Kayron.Sandbox.GitHub.Git;

/// <summary>One line of a tree.</summary>
/// <param name="Mode">Git's mode: <c>100644</c>, <c>100755</c>, <c>120000</c> (link) or <c>40000</c> (tree).</param>
public sealed record TreeEntry(string Mode, string Name, string Sha)
{
    public const string File = "100644";
    public const string Executable = "100755";
    public const string Link = "120000";
    public const string Tree = "40000";

    public bool IsTree => Mode == Tree;

    // Git sorts a tree as if the names of its sub-trees ended in a slash.
    internal string SortKey => IsTree ? Name + "/" : Name;
}

/// <summary>The entries of one directory, in git's order and format.</summary>
public sealed record GitTree(IReadOnlyList<TreeEntry> Entries)
{
    public GitObject ToObject()
    {
        using var content = new MemoryStream();
        foreach (var entry in Entries.OrderBy(entry => Encoding.UTF8.GetBytes(entry.SortKey), ByteOrder.Instance))
        {
            content.Write(Encoding.UTF8.GetBytes($"{entry.Mode} {entry.Name}\0"));
            content.Write(Convert.FromHexString(entry.Sha));
        }

        return new GitObject(GitObjectKind.Tree, content.ToArray());
    }

    public static GitTree Parse(byte[] content)
    {
        var entries = new List<TreeEntry>();
        for (var at = 0; at < content.Length;)
        {
            var space = Array.IndexOf(content, (byte)' ', at);
            var zero = Array.IndexOf(content, (byte)0, space);
            var sha = Convert.ToHexStringLower(content, zero + 1, 20);
            entries.Add(new TreeEntry(Encoding.ASCII.GetString(content, at, space - at), Encoding.UTF8.GetString(content, space + 1, zero - space - 1), sha));
            at = zero + 21;
        }

        return new GitTree(entries);
    }

    private sealed class ByteOrder : IComparer<byte[]>
    {
        public static readonly ByteOrder Instance = new();

        public int Compare(byte[]? x, byte[]? y) => x.AsSpan().SequenceCompareTo(y);
    }
}
