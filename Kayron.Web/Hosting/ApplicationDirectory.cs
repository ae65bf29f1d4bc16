namespace Kayron.Web.Hosting;

/// <summary>Where <c>appsettings.json</c> and <c>wwwroot/</c> lie: the repository's root in development, beside the executable once published.</summary>
public static class ApplicationDirectory
{
    private const string Settings = "appsettings.json";

    public static string Find(string workingDirectory) =>
        Candidates(workingDirectory).FirstOrDefault(directory => File.Exists(Path.Combine(directory, Settings)) && Directory.Exists(Path.Combine(directory, "wwwroot"))) ?? workingDirectory;

    private static IEnumerable<string> Candidates(string workingDirectory)
    {
        yield return workingDirectory;
        // Up from bin/: a debugger or a test starts it there.
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent) yield return directory.FullName;
    }
}
