namespace Kayron.Core.Changes;

/// <summary>Everything that Kayron decides about an environment: what it would send, without what it would be sent to. Two equal ones apply the same.</summary>
/// <param name="Versions">Version sent, by release name.</param>
/// <param name="Parameters">Managed stack parameters: versions, then configured overrides.</param>
/// <param name="Templates">Digest of each template's bytes as they would be uploaded, by path.</param>
/// <param name="Tags">Configured tags.</param>
public sealed record PlannedInputs(
    IReadOnlyDictionary<string, string> Versions, IReadOnlyDictionary<string, string> Parameters, IReadOnlyDictionary<string, string> Templates, IReadOnlyDictionary<string, string> Tags)
{
    /// <summary>Commit by <see cref="Previews.Preview.Key"/>.</summary>
    public IReadOnlyDictionary<string, string> Previews { get; init; } = new Dictionary<string, string>();

    public string Digest() => new CanonicalDigest()
        .AddAll("version", Versions).AddAll("parameter", Parameters).AddAll("template", Templates).AddAll("tag", Tags).AddAll("preview", Previews).ToString();
}
