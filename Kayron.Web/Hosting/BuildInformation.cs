using System.Reflection;
using System.Runtime.InteropServices;

namespace Kayron.Web.Hosting;

/// <summary>What this process was built from, written into the assembly at build time; <c>unknown</c> where the build could not tell.</summary>
public sealed record BuildInformation(string Sha, string Tag, string Repository, string Architecture, string OperatingSystem, string Runtime)
{
    public static BuildInformation Current { get; } = Read(typeof(BuildInformation).Assembly);

    private static BuildInformation Read(Assembly assembly)
    {
        var metadata = assembly.GetCustomAttributes<AssemblyMetadataAttribute>().ToLookup(attribute => attribute.Key, attribute => attribute.Value);
        string Value(string key) => metadata[key].FirstOrDefault(value => !string.IsNullOrWhiteSpace(value)) ?? "unknown";
        return new BuildInformation(
            Value("GitSha"), Value("GitTag"), Value("GitRepository"), RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant(), Platform(), Environment.Version.ToString());
    }

    private static string Platform() => System.OperatingSystem.IsLinux() ? "linux" : System.OperatingSystem.IsMacOS() ? "darwin" : System.OperatingSystem.IsWindows() ? "windows" : RuntimeInformation.OSDescription;
}
