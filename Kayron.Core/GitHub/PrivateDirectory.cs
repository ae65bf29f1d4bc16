namespace Kayron.Core.GitHub;

/// <summary>Folders for what comes from private repositories: this user's alone. The mode holds for the last folder of a path only.</summary>
internal static class PrivateDirectory
{
    public static void Create(string path)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
