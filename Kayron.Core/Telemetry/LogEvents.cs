using System.Collections;
using Microsoft.Extensions.Logging;

namespace Kayron.Core.Telemetry;

/// <summary>
/// Log lines whose message is fixed words and whose data are fields beside it: <c>logger.Info("no state drift", ("environment", name))</c>.
/// ILogger's templates would put the data into the message, where nobody can filter by it and the words of the Go operator would be lost.
/// </summary>
public static class LogEvents
{
    public static void Debug(this ILogger logger, string message, params ReadOnlySpan<(string Key, object? Value)> fields) => Write(logger, LogLevel.Debug, null, message, fields);

    public static void Info(this ILogger logger, string message, params ReadOnlySpan<(string Key, object? Value)> fields) => Write(logger, LogLevel.Information, null, message, fields);

    public static void Warning(this ILogger logger, string message, params ReadOnlySpan<(string Key, object? Value)> fields) => Write(logger, LogLevel.Warning, null, message, fields);

    public static void Error(this ILogger logger, string message, params ReadOnlySpan<(string Key, object? Value)> fields) => Write(logger, LogLevel.Error, null, message, fields);

    /// <param name="exception">Its message becomes the field <c>error</c>; its stack trace is written at the log level debug alone.</param>
    public static void Error(this ILogger logger, Exception exception, string message, params ReadOnlySpan<(string Key, object? Value)> fields) => Write(logger, LogLevel.Error, exception, message, fields);

    private static void Write(ILogger logger, LogLevel level, Exception? exception, string message, ReadOnlySpan<(string Key, object? Value)> fields)
    {
        if (!logger.IsEnabled(level)) return;
        var pairs = new KeyValuePair<string, object?>[fields.Length];
        for (var index = 0; index < fields.Length; index++) pairs[index] = new(fields[index].Key, fields[index].Value);
        logger.Log(level, default, new Event(message, pairs), exception, static (@event, _) => @event.Message);
    }

    private sealed record Event(string Message, KeyValuePair<string, object?>[] Fields) : IReadOnlyList<KeyValuePair<string, object?>>
    {
        public KeyValuePair<string, object?> this[int index] => Fields[index];

        public int Count => Fields.Length;

        public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => Fields.AsEnumerable().GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        public override string ToString() => Message;
    }
}
