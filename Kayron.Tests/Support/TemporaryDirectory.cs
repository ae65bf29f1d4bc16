namespace Kayron.Tests.Support;

/// <summary>A directory that goes with the test.</summary>
internal sealed class TemporaryDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("kayron-test-").FullName;

    public string Write(string name, string content)
    {
        var path = System.IO.Path.Combine(Path, name);
        File.WriteAllText(path, content);
        return path;
    }

    public void Dispose() => Delete(Path);

    /// <summary>A file that is written while a directory is emptied keeps it: a process that was told to end may still write one.</summary>
    public static void Delete(string path)
    {
        const int most = 10;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                Directory.Delete(path, recursive: true);
                return;
            }
            catch (IOException) when (attempt < most)
            {
                Thread.Yield();
            }
        }
    }
}
