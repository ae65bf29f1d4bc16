using System.Text;

namespace Kayron.Core.Releases;

/// <summary>Decodes a file's bytes. Anything but UTF-8 text is a finding with its place, never a replacement character in a version.</summary>
internal static class ReleaseText
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <returns>Null where there is nothing to read on; the findings say why.</returns>
    public static string? Decode(ReadOnlySpan<byte> bytes, FindingList findings)
    {
        if (bytes.Length > ReleaseFiles.MaximumBytes)
        {
            findings.Add(FindingCode.TooLarge, YamlMark.Start, $"larger than {ReleaseFiles.MaximumBytes / 1024} KB; split it into several files");
            return null;
        }
        if (bytes.StartsWith("\uFEFF"u8)) bytes = bytes[3..];
        try
        {
            return Check(Strict.GetString(bytes), findings);
        }
        catch (DecoderFallbackException error)
        {
            findings.Add(FindingCode.UnreadableText, MarkAt(Encoding.UTF8.GetString(bytes[..Math.Clamp(error.Index, 0, bytes.Length)])), "not UTF-8 text; save the file as UTF-8");
            return null;
        }
    }

    /// <summary>The parser takes NUL for the end of the text; what stands behind it would be skipped in silence.</summary>
    public static string? Check(string text, FindingList findings)
    {
        var nul = text.IndexOf('\0');
        if (nul < 0) return text;
        findings.Add(FindingCode.UnreadableText, MarkAt(text[..nul]), "a NUL character; this is no text file");
        return null;
    }

    private static YamlMark MarkAt(string before) => new(before.Count(character => character == '\n') + 1, before.Length - before.LastIndexOf('\n'));
}
