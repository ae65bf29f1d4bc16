using Microsoft.Extensions.FileProviders;

namespace Kayron.Core.Releases;

/// <summary>Reads all release definitions below a root. The running operator and <c>kayron lint</c> share it, so that what is clean here deploys there.</summary>
public static class ReleaseSetReader
{
    private const int MaximumFiles = 2000;
    private const int MaximumDepth = 32;

    public static ReleaseSet Read(IFileProvider files)
    {
        var present = ReleaseFiles.Folders.Where(folder => files.GetDirectoryContents(folder).Exists).ToList();
        if (present.Count == 0)
            return new ReleaseSet([], [new Finding(FindingCode.NoFolders, $"neither {string.Join("/ nor ", ReleaseFiles.Folders)}/ here; this is no releases repository", new SourceLocation(".", 1, 1))]);
        var found = present.SelectMany(folder => FilesBelow(files, folder, depth: 1)).OrderBy(file => file.Path, StringComparer.Ordinal).Take(MaximumFiles + 1).ToList();
        if (found.Count > MaximumFiles)
            return new ReleaseSet([], [new Finding(FindingCode.TooLarge, $"more than {MaximumFiles} files of release definitions", new SourceLocation(Quote.Path(found[^1].Path), 1, 1))]);
        return Combine([.. found.Select(file => Parse(file.Path, file.Info))]);
    }

    public static ReleaseSet Combine(IReadOnlyList<ReleaseFile> files)
    {
        var findings = files.SelectMany(file => file.Findings).Concat(ReleaseSetRules.Check(files));
        return new ReleaseSet(
            [.. files.SelectMany(file => file.Entries).Select(entry => entry.Definition).OfType<ReleaseDefinition>()],
            [.. findings.OrderBy(finding => finding.Location.File, StringComparer.Ordinal).ThenBy(finding => finding.Location.Line).ThenBy(finding => finding.Location.Column)]);
    }

    private static IEnumerable<(string Path, IFileInfo Info)> FilesBelow(IFileProvider files, string folder, int depth)
    {
        // A link back to a parent would go round for ever.
        if (depth > MaximumDepth) yield break;
        foreach (var entry in files.GetDirectoryContents(folder))
        {
            var path = $"{folder}/{entry.Name}";
            if (!entry.IsDirectory && ReleaseFiles.IsReleaseFile(entry.Name)) yield return (path, entry);
            if (!entry.IsDirectory) continue;
            foreach (var below in FilesBelow(files, path, depth + 1)) yield return below;
        }
    }

    /// <summary>One byte more than allowed is read, so that a file that grows while it is read is still refused.</summary>
    private static ReleaseFile Parse(string path, IFileInfo info)
    {
        using var stream = info.CreateReadStream();
        var bytes = new byte[Math.Clamp(info.Length, 0, ReleaseFiles.MaximumBytes) + 1];
        var length = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return ReleaseParser.Parse(Quote.Path(path), bytes.AsSpan(0, length));
    }
}
