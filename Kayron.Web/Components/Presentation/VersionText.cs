namespace Kayron.Web.Components.Presentation;

/// <summary>Versions and digests as people read them.</summary>
public static class VersionText
{
    private const int ShortCommit = 7;
    private const int ShortFingerprint = 6;

    /// <summary>A commit shows its first seven digits; anything else stays whole.</summary>
    public static string Brief(string version) =>
        version.Length == 40 && version.All(char.IsAsciiHexDigitLower) ? version[..ShortCommit] : version;

    /// <summary>What a person says aloud when they mean this change.</summary>
    public static string Fingerprint(string fingerprint)
    {
        var digits = fingerprint[(fingerprint.IndexOf(':', StringComparison.Ordinal) + 1)..];
        return digits.Length <= ShortFingerprint ? digits : digits[..ShortFingerprint];
    }
}
