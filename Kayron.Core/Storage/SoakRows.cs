using Kayron.Core.Changes;

namespace Kayron.Core.Storage;

/// <summary>How long one digest of a release has run verified in an environment.</summary>
internal sealed class SoakRow
{
    public long Id { get; set; }
    public required string Environment { get; set; }
    public required string Release { get; set; }
    public required string Version { get; set; }
    public string? Digest { get; set; }
    public DateTimeOffset? Since { get; set; }
    public TimeSpan Longest { get; set; }
    public bool IsVoid { get; set; }

    public Soak ToSoak() => new(Environment, Release, Version, Digest, Since, Longest, IsVoid);

    public void Begin(DateTimeOffset at) => (Since, IsVoid) = (Since ?? at, false);

    public void End(DateTimeOffset at) => (Longest, Since) = (ToSoak().Elapsed(at), null);

    public void Void() => (Longest, Since, IsVoid) = (TimeSpan.Zero, null, true);
}
