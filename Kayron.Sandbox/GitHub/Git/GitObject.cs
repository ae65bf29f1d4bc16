using System.Security.Cryptography;
using System.Text;

namespace Kayron.Sandbox.GitHub.Git;

public enum GitObjectKind
{
    Blob,
    Tree,
    Commit,
    Tag,
}

/// <summary>One object as git stores it: its id is the SHA-1 of a header and the content, so ours equal those of <c>git hash-object</c>.</summary>
public sealed record GitObject(GitObjectKind Kind, byte[] Content)
{
    public string Sha => Identify(Framed());

    /// <summary>The content behind git's header, the form in which it is hashed and stored.</summary>
    public byte[] Framed()
    {
        var header = Encoding.ASCII.GetBytes($"{Word(Kind)} {Content.Length}\0");
        return [.. header, .. Content];
    }

    public static GitObject Blob(byte[] content) => new(GitObjectKind.Blob, content);

    public static GitObject Parse(byte[] framed)
    {
        var end = Array.IndexOf(framed, (byte)0);
        if (end < 0) throw new InvalidDataException("A git object without a header.");
        var word = Encoding.ASCII.GetString(framed, 0, end).Split(' ')[0];
        return new GitObject(Enum.Parse<GitObjectKind>(word, ignoreCase: true), framed[(end + 1)..]);
    }

    internal static string Word(GitObjectKind kind) => kind switch
    {
        GitObjectKind.Blob => "blob",
        GitObjectKind.Tree => "tree",
        GitObjectKind.Commit => "commit",
        _ => "tag",
    };

    // SHA-1 is what names a git object; nothing is protected by it here.
#pragma warning disable CA5350
    internal static string Identify(byte[] framed) => Convert.ToHexStringLower(SHA1.HashData(framed));
#pragma warning restore CA5350
}
