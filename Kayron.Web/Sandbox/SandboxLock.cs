using Kayron.Sandbox;
using Kayron.Web.Hosting;

namespace Kayron.Web.Sandbox;

/// <summary>Held while a process runs the sandbox of a data directory: two would write over each other's state. The system lets go of it when the process dies.</summary>
internal sealed class SandboxLock : IDisposable
{
    private readonly FileStream _file;

    private SandboxLock(FileStream file) => _file = file;

    public static SandboxLock Take(string directory)
    {
        DataDirectory.Ensure(directory);
        try
        {
            return new SandboxLock(new FileStream(Path.Combine(directory, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException held)
        {
            throw new SandboxException($"Another Kayron runs the sandbox in {directory}: stop it, or set KAYRON_DATA to another directory.", held);
        }
    }

    public void Dispose() => _file.Dispose();
}
