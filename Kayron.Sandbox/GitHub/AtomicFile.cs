namespace Kayron.Sandbox.GitHub;

/// <summary>Writes whole files: a reader, or a start after a kill, finds the old content or the new one, never a part.</summary>
internal static class AtomicFile
{
    public static void Write(string path, byte[] content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var temporary = path + ".writing";
        File.WriteAllBytes(temporary, content);
        File.Move(temporary, path, overwrite: true);
    }

    public static void Write(string path, string content) => Write(path, System.Text.Encoding.UTF8.GetBytes(content));
}
