using System.Globalization;
using Kayron.Sandbox.GitHub;

namespace Kayron.Sandbox.Hosting;

/// <summary>The sandbox's files: which scenario they began with, and whether its seeding was finished.</summary>
internal sealed class SandboxFolder
{
    private SandboxFolder(string root, bool temporary) => (Root, IsTemporary) = (root, temporary);

    public string Root { get; }
    public bool IsTemporary { get; }
    public string Repositories => Path.Combine(Root, "repositories");
    public string State => Path.Combine(Root, "state");
    public string AwsFile => Path.Combine(State, "aws.json");

    private string ScenarioFile => Path.Combine(State, "scenario.json");
    private string SeedingFile => Path.Combine(Root, "seeding");

    /// <param name="directory">Null: a temporary folder that <see cref="Discard"/> removes.</param>
    public static SandboxFolder Open(string? directory)
    {
        var folder = new SandboxFolder(Path.GetFullPath(directory ?? Path.Combine(Path.GetTempPath(), $"kayron-sandbox-{Environment.ProcessId}-{Path.GetRandomFileName()}")), directory is null);
        Directory.CreateDirectory(folder.Root);
        return folder;
    }

    /// <summary>Whether a world is there already. What an interrupted seeding left is removed.</summary>
    public bool IsSeeded(string scenario)
    {
        if (File.Exists(SeedingFile)) Clear();
        if (!File.Exists(ScenarioFile)) return false;
        var seeded = StateFiles.Read<Seeded>(ScenarioFile);
        if (seeded.Scenario != scenario) throw new SandboxException($"{Root} holds the sandbox scenario {seeded.Scenario}, not {scenario}: ask for that one, or remove the folder.");
        return true;
    }

    public void BeginSeeding() => AtomicFile.Write(SeedingFile, "The sandbox is putting its first files here.\n");

    public void EndSeeding(string scenario, DateTimeOffset at)
    {
        AtomicFile.Write(ScenarioFile, StateFiles.Serialise(new Seeded(scenario, at.ToString("O", CultureInfo.InvariantCulture))));
        File.Delete(SeedingFile);
    }

    public void Discard()
    {
        if (IsTemporary && Directory.Exists(Root)) Directory.Delete(Root, recursive: true);
    }

    private void Clear()
    {
        foreach (var part in new[] { Repositories, State }.Where(Directory.Exists)) Directory.Delete(part, recursive: true);
        File.Delete(SeedingFile);
    }

    private sealed record Seeded(string Scenario, string At);
}
