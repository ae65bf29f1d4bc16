using System.Globalization;
using System.Text;

namespace Kayron.Sandbox.GitHub.Git;

/// <summary>Who made a commit or a tag, and when (git keeps whole seconds).</summary>
public sealed record Signature(string Name, string Email, DateTimeOffset At)
{
    public override string ToString()
    {
        var offset = At.Offset;
        var zone = $"{(offset < TimeSpan.Zero ? '-' : '+')}{Math.Abs(offset.Hours):00}{Math.Abs(offset.Minutes):00}";
        return $"{Clean(Name)} <{Clean(Email)}> {At.ToUnixTimeSeconds()} {zone}";
    }

    public static Signature Parse(string line)
    {
        var open = line.IndexOf('<', StringComparison.Ordinal);
        var close = line.LastIndexOf('>');
        var when = line[(close + 1)..].Trim().Split(' ');
        var sign = when[1][0] == '-' ? -1 : 1;
        var offset = new TimeSpan(int.Parse(when[1][1..3], CultureInfo.InvariantCulture) * sign, int.Parse(when[1][3..5], CultureInfo.InvariantCulture) * sign, 0);
        var at = DateTimeOffset.FromUnixTimeSeconds(long.Parse(when[0], CultureInfo.InvariantCulture)).ToOffset(offset);
        return new Signature(line[..open].TrimEnd(), line[(open + 1)..close], at);
    }

    // These would end the line or the address early; git strips them too.
    private static string Clean(string text) => text.Replace('\n', ' ').Replace("<", "", StringComparison.Ordinal).Replace(">", "", StringComparison.Ordinal).Trim();
}

/// <summary>A commit: a tree, the commits before it, and who wrote and committed it.</summary>
public sealed record GitCommit(string Tree, IReadOnlyList<string> Parents, Signature Author, Signature Committer, string Message)
{
    public GitObject ToObject()
    {
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"tree {Tree}\n");
        foreach (var parent in Parents) text.Append(CultureInfo.InvariantCulture, $"parent {parent}\n");
        text.Append(CultureInfo.InvariantCulture, $"author {Author}\ncommitter {Committer}\n\n{Message}");
        return new GitObject(GitObjectKind.Commit, Encoding.UTF8.GetBytes(text.ToString()));
    }

    public static GitCommit Parse(byte[] content)
    {
        var (headers, message) = ObjectText.Split(content);
        return new GitCommit(
            headers.First(header => header.Key == "tree").Value,
            [.. headers.Where(header => header.Key == "parent").Select(header => header.Value)],
            Signature.Parse(headers.First(header => header.Key == "author").Value),
            Signature.Parse(headers.First(header => header.Key == "committer").Value),
            message);
    }
}

/// <summary>An annotated tag.</summary>
public sealed record GitTag(string Target, GitObjectKind TargetKind, string Name, Signature Tagger, string Message)
{
    public GitObject ToObject() => new(GitObjectKind.Tag, Encoding.UTF8.GetBytes(
        $"object {Target}\ntype {GitObject.Word(TargetKind)}\ntag {Name}\ntagger {Tagger}\n\n{Message}"));

    public static GitTag Parse(byte[] content)
    {
        var (headers, message) = ObjectText.Split(content);
        var fields = headers.ToDictionary(header => header.Key, header => header.Value);
        return new GitTag(fields["object"], Enum.Parse<GitObjectKind>(fields["type"], ignoreCase: true), fields["tag"], Signature.Parse(fields["tagger"]), message);
    }
}

/// <summary>The text form that commits and tags share: header lines, an empty line, a message.</summary>
internal static class ObjectText
{
    public static (List<KeyValuePair<string, string>> Headers, string Message) Split(byte[] content)
    {
        var text = Encoding.UTF8.GetString(content);
        var end = text.IndexOf("\n\n", StringComparison.Ordinal);
        var headers = (end < 0 ? text.TrimEnd('\n') : text[..end]).Split('\n')
            .Select(line => line.Split(' ', 2))
            .Where(parts => parts is [{ Length: > 0 }, _])
            .Select(parts => KeyValuePair.Create(parts[0], parts[1]))
            .ToList();
        return (headers, end < 0 ? "" : text[(end + 2)..]);
    }
}
