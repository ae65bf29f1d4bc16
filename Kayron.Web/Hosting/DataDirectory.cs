namespace Kayron.Web.Hosting;

/// <summary>The directory for database and keys. Nobody but the process's own account may look into it.</summary>
public static class DataDirectory
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    public static void Ensure(string path)
    {
        if (OperatingSystem.IsWindows() || Directory.Exists(path)) Directory.CreateDirectory(path);
        else Directory.CreateDirectory(path, Private);
    }

    /// <summary>Writes a file that only the process's own account can read, whole or not at all.</summary>
    public static void WriteFile(string path, string content)
    {
        var part = path + ".part";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var stream = new StreamWriter(part, options)) stream.Write(content);
        File.Move(part, path, overwrite: true);
    }
}
