using System.Text.Json;
using System.Text.Json.Serialization;

namespace Kayron.Core.GitHub;

/// <summary>Pushes on disk, a line each, so that a restart does not forget those that are still believed. A cache: what cannot be read or written is done without.</summary>
/// <param name="file">May be deleted at any time.</param>
internal sealed class PushLog(string file)
{
    private const int LongestLines = 2_000;
    private int _lines;

    /// <param name="since">What is older is dropped.</param>
    public IReadOnlyList<Entry> Read(DateTimeOffset since)
    {
        try
        {
            if (!File.Exists(file)) return [];
            List<Entry> entries = [.. File.ReadLines(file).Select(Parse).OfType<Entry>().Where(entry => entry.At >= since)];
            Begin(entries);
            return entries;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    public void Append(Entry entry)
    {
        try
        {
            if (++_lines > LongestLines) Begin([entry]);
            else
            {
                PrivateDirectory.Create(Path.GetDirectoryName(file)!);
                File.AppendAllText(file, Line(entry));
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Forgotten by a restart: the API shows it a moment later.
        }
    }

    /// <summary>Crash here: a file that was not moved into place is written over by the next start.</summary>
    private void Begin(IReadOnlyList<Entry> entries)
    {
        PrivateDirectory.Create(Path.GetDirectoryName(file)!);
        File.WriteAllText(file + ".part", string.Concat(entries.Select(Line)));
        File.Move(file + ".part", file, overwrite: true);
        _lines = entries.Count;
    }

    private static string Line(Entry entry) => JsonSerializer.Serialize(entry, PushLogJson.Default.Entry) + "\n";

    /// <summary>A process that was killed leaves half a line.</summary>
    private static Entry? Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, PushLogJson.Default.Entry) is { Branch: not null, Delivery: not null } entry ? entry : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    internal sealed record Entry(DateTimeOffset At, string Branch, string? Before, string? After, string Delivery);
}

[JsonSerializable(typeof(PushLog.Entry))]
internal sealed partial class PushLogJson : JsonSerializerContext;
