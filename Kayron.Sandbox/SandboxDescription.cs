using System.Text.Json;
using System.Text.Json.Serialization;

namespace Kayron.Sandbox;

/// <summary>An environment of the emulated world, as a client would be configured for it.</summary>
/// <param name="Tier">development, testing, staging or production.</param>
/// <param name="Stack">Name of its root stack.</param>
/// <param name="Bucket">Bucket for its templates.</param>
public sealed record SandboxEnvironment(string Name, string Tier, string Stack, string Bucket);

/// <summary>Somebody of the emulated organisation.</summary>
/// <param name="Role">viewer, operator, approver or administrator.</param>
/// <param name="Token">What this person's GitHub clients authenticate with.</param>
public sealed record SandboxPerson(string Login, string Name, string Role, string Token);

/// <summary>Where the emulators are and how to talk to them. As JSON it is the line <c>kayron sandbox</c> prints first.</summary>
public sealed record SandboxDescription(
    [property: JsonPropertyOrder(0)] string GitHub,
    [property: JsonPropertyOrder(1)] string Aws,
    [property: JsonPropertyOrder(2)] string GitHubToken,
    [property: JsonPropertyOrder(3)] string AccessKeyId,
    [property: JsonPropertyOrder(4)] string SecretAccessKey,
    [property: JsonPropertyOrder(5)] string Region,
    [property: JsonPropertyOrder(6)] string Repositories)
{
    private static readonly JsonSerializerOptions s_json = new()
    {
        PropertyNamingPolicy = new ContractNames(),
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    [JsonIgnore]
    public IReadOnlyList<SandboxEnvironment> Environments { get; init; } = [];

    /// <summary>Address of the repository with the release definitions, on the emulated GitHub's host.</summary>
    [JsonIgnore]
    public string ReleaseSource { get; init; } = "";

    [JsonIgnore]
    public IReadOnlyList<SandboxPerson> People { get; init; } = [];

    public string ToJson() => JsonSerializer.Serialize(this, s_json);

    // Camel case, save that GitHub is one word.
    private sealed class ContractNames : JsonNamingPolicy
    {
        public override string ConvertName(string name) =>
            name.StartsWith("GitHub", StringComparison.Ordinal) ? string.Concat("github", name.AsSpan("GitHub".Length)) : CamelCase.ConvertName(name);
    }
}
