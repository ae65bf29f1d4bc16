namespace Kayron.Web.Logging;

/// <summary>One event, before it is written.</summary>
/// <param name="Caller">The category that logs: the full name of the class.</param>
/// <param name="Fields">The event's own, in camel case.</param>
public sealed record LogLine(DateTimeOffset Time, LogLevel Level, string Message, string Caller, IReadOnlyList<KeyValuePair<string, object?>> Fields)
{
    public string LevelName => Level switch
    {
        LogLevel.Trace or LogLevel.Debug => "debug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warning",
        _ => "error",
    };
}
