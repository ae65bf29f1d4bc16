namespace Kayron.Web.Logging;

/// <summary>Writes every event as one line.</summary>
/// <param name="withStackTraces">Whether exceptions are written with theirs.</param>
public sealed class LineLoggerProvider(TextWriter output, Func<LogLine, string> format, Redaction redaction, bool withStackTraces, TimeProvider clock) : ILoggerProvider, ISupportExternalScope
{
    private readonly Lock _lock = new();
    private readonly bool _withStackTraces = withStackTraces;
    private readonly TimeProvider _clock = clock;
    private IExternalScopeProvider _scopes = new LoggerExternalScopeProvider();

    public ILogger CreateLogger(string categoryName) => new LineLogger(this, categoryName);

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => _scopes = scopeProvider;

    public void Dispose() { }

    private void Write(LogLine line)
    {
        var text = redaction.Apply(format(line));
        lock (_lock)
        {
            output.WriteLine(text);
            output.Flush();
        }
    }

    private sealed class LineLogger(LineLoggerProvider provider, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => provider._scopes.Push(state);

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var fields = new LogFields();
            provider._scopes.ForEachScope((scope, found) => found.AddState(scope), fields);
            fields.AddState(state);
            if (exception is not null) fields.AddException(exception, provider._withStackTraces);
            provider.Write(new LogLine(provider._clock.GetUtcNow(), logLevel, formatter(state, exception), category, fields.Items));
        }
    }
}
