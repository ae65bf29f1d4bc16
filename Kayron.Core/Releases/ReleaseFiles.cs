namespace Kayron.Core.Releases;

/// <summary>Which files of the releases repository are release definitions.</summary>
public static class ReleaseFiles
{
    /// <summary>Bytes of one file. Hundreds of definitions fit many times over; what is larger is not meant for us.</summary>
    public const int MaximumBytes = 1024 * 1024;

    /// <summary>The only folders that are read, nested ones included.</summary>
    public static IReadOnlyList<string> Folders { get; } = ["infrastructure", "service"];

    public static bool IsReleaseFile(string name) => name.EndsWith(".yaml", StringComparison.Ordinal) || name.EndsWith(".yml", StringComparison.Ordinal);
}
