using System.Runtime.CompilerServices;

namespace Kayron.Tests.Architecture;

/// <summary>The project's own source, for rules that the compiler cannot hold.</summary>
internal static class SourceTree
{
    public static string Root { get; } = Path.GetFullPath(Path.Combine(Here(), "..", ".."));

    public static IReadOnlyList<SourceFile> Below(string folder) =>
        [.. Directory.EnumerateFiles(Path.Combine(Root, folder), "*.*", SearchOption.AllDirectories)
            .Where(path => path.EndsWith(".cs", StringComparison.Ordinal) || path.EndsWith(".razor", StringComparison.Ordinal))
            .Select(path => Path.GetRelativePath(Root, path)).Where(path => !path.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj" or "Migrations"))
            .Order(StringComparer.Ordinal).Select(path => new SourceFile(path, File.ReadAllText(Path.Combine(Root, path))))];

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}

internal sealed record SourceFile(string Path, string Text)
{
    public override string ToString() => Path;
}
