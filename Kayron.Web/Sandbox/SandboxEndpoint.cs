using System.Text.Json;
using Kayron.Sandbox;
using Kayron.Web.Hosting;

namespace Kayron.Web.Sandbox;

/// <summary>Where the sandbox of a running daemon is, so that one-shot commands on the same data directory find it.</summary>
public static class SandboxEndpoint
{
    private const string FileName = "endpoint.json";

    public static void Write(string directory, SandboxDescription description) =>
        DataDirectory.WriteFile(Path.Combine(directory, FileName), JsonSerializer.Serialize(new Stored(Environment.ProcessId, description, description.Environments, description.ReleaseSource)));

    /// <returns>Null: none runs. A file may be left behind by a process that was killed; only an answer counts.</returns>
    public static async Task<SandboxDescription?> FindAsync(string directory, HttpClient client, CancellationToken cancellationToken)
    {
        if (Read(Path.Combine(directory, FileName)) is not { } description) return null;
        try
        {
            using var answer = await client.GetAsync(new Uri(new Uri(description.GitHub), "_sandbox/"), cancellationToken);
            return answer.IsSuccessStatusCode ? description : null;
        }
        catch (Exception silent) when (silent is HttpRequestException || (silent is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return null;
        }
    }

    private static SandboxDescription? Read(string path)
    {
        try
        {
            return File.Exists(path) && JsonSerializer.Deserialize<Stored>(File.ReadAllText(path)) is { } stored
                ? stored.Description with { Environments = stored.Environments, ReleaseSource = stored.ReleaseSource }
                : null;
        }
        catch (Exception broken) when (broken is IOException or JsonException)
        {
            return null;
        }
    }

    private sealed record Stored(int ProcessId, SandboxDescription Description, IReadOnlyList<SandboxEnvironment> Environments, string ReleaseSource);
}
