namespace Kayron.Sandbox.Scenarios;

/// <summary>Files that scenarios bring along.</summary>
internal static class EmbeddedFiles
{
    /// <summary>Every file below a folder, by its path from there.</summary>
    public static IReadOnlyDictionary<string, string> Below(string folder)
    {
        var assembly = typeof(EmbeddedFiles).Assembly;
        return assembly.GetManifestResourceNames()
            .Select(name => (Name: name, Path: name.Replace('\\', '/')))
            .Where(file => file.Path.StartsWith(folder + "/", StringComparison.Ordinal))
            .ToDictionary(file => file.Path[(folder.Length + 1)..], file => Read(file.Name));
    }

    private static string Read(string name)
    {
        using var reader = new StreamReader(typeof(EmbeddedFiles).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
