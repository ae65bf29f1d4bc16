using System.Text.Json;

namespace Kayron.Sandbox.GitHub;

/// <summary>State as JSON files, and one readable sentence where one of them cannot be read.</summary>
internal static class StateFiles
{
    private static readonly JsonSerializerOptions s_options = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static string Serialise<T>(T state) => JsonSerializer.Serialize(state, s_options);

    public static T Read<T>(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(File.ReadAllBytes(path), s_options) ?? throw new JsonException("It is empty.");
        }
        catch (Exception problem) when (problem is JsonException or IOException or NotSupportedException)
        {
            throw new SandboxException($"The sandbox cannot read its state file {path}: {problem.Message} Remove the sandbox's data folder to start afresh.", problem);
        }
    }
}
