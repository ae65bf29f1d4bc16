using System.Text;

namespace Kayron.Core.GitHub.Objects;

internal sealed record GitTreeEntry(string Mode, string Name, string Sha)
{
    public bool IsTree => Mode == "40000";

    /// <summary>Symbolic links (120000) and submodules (160000) are no files of this repository.</summary>
    public bool IsFile => Mode.StartsWith("100", StringComparison.Ordinal);
}

/// <summary>One folder at one commit, in the bytes that git itself stores: so a copy can be checked against its SHA.</summary>
internal static class GitTree
{
    public static byte[] Write(IEnumerable<GitTreeEntry> entries)
    {
        using var bytes = new MemoryStream();
        foreach (var entry in entries.Select(entry => (Entry: entry, Name: Encoding.UTF8.GetBytes(entry.Name))).Order(InGitsOrder))
        {
            bytes.Write(Encoding.ASCII.GetBytes(entry.Entry.Mode + " "));
            bytes.Write(entry.Name);
            bytes.WriteByte(0);
            bytes.Write(Convert.FromHexString(entry.Entry.Sha));
        }
        return bytes.ToArray();
    }

    public static IReadOnlyList<GitTreeEntry> Read(ReadOnlySpan<byte> bytes, int shaDigits)
    {
        List<GitTreeEntry> entries = [];
        while (bytes.Length > 0)
        {
            var (space, end) = (bytes.IndexOf((byte)' '), bytes.IndexOf((byte)0));
            var next = end + 1 + shaDigits / 2;
            entries.Add(new GitTreeEntry(Encoding.ASCII.GetString(bytes[..space]), Encoding.UTF8.GetString(bytes[(space + 1)..end]), Convert.ToHexStringLower(bytes[(end + 1)..next])));
            bytes = bytes[next..];
        }
        return entries;
    }

    /// <summary>By bytes, folders as though their name ended in a slash.</summary>
    private static Comparer<(GitTreeEntry Entry, byte[] Name)> InGitsOrder { get; } = Comparer<(GitTreeEntry Entry, byte[] Name)>.Create((left, right) =>
        KeyOf(left.Entry, left.Name).AsSpan().SequenceCompareTo(KeyOf(right.Entry, right.Name)));

    private static byte[] KeyOf(GitTreeEntry entry, byte[] name) => entry.IsTree ? [.. name, (byte)'/'] : name;
}
