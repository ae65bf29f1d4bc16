namespace Kayron.Tests.Support;

public sealed class CrashException(string boundary) : Exception($"crashed {boundary}");

/// <summary>Dies once, before or after the first call of one kind. What comes after is not done, as if the process were gone.</summary>
/// <param name="boundary"><c>before SaveChange</c>, <c>after SaveChange</c>.</param>
internal sealed class Crash(string boundary)
{
    private bool _dead;

    public LoopBoundaries Boundaries => new(DieAsync);

    public Task DieAsync(LoopCall call, bool isOver)
    {
        _dead |= boundary == $"{(isOver ? "after" : "before")} {call}";
        return _dead ? Task.FromException(new CrashException(boundary)) : Task.CompletedTask;
    }
}
