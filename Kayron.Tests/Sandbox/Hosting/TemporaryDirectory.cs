namespace Kayron.Tests.Sandbox.Hosting;

internal sealed class TemporaryDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("kayron-test-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
