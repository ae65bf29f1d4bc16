using System.Diagnostics;
using System.Threading.Channels;

namespace Kayron.Tests.Support;

/// <summary>The executable as people run it, in a process of its own that gets nothing of this one's configuration.</summary>
internal sealed class KayronProcess : IAsyncDisposable
{
    /// <summary>For machines that are busy; nothing waits so long where all is well.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly Process _process;
    private readonly Channel<string> _output = Channel.CreateUnbounded<string>();
    private readonly Task<string> _error;

    private KayronProcess(Process process)
    {
        _process = process;
        _process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is null) _output.Writer.Complete();
            else _output.Writer.TryWrite(line.Data);
        };
        _process.BeginOutputReadLine();
        _error = _process.StandardError.ReadToEndAsync();
    }

    public static KayronProcess Start(string arguments, IReadOnlyDictionary<string, string> variables, string directory)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = directory,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "kayron.dll"));
        foreach (var argument in arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries)) start.ArgumentList.Add(argument);
        foreach (var inherited in start.Environment.Keys.Where(IsConfiguration).ToList()) start.Environment.Remove(inherited);
        // Short lives do not pay back what the compiler would learn from them.
        (start.Environment["DOTNET_TieredPGO"], start.Environment["DOTNET_TC_CallCountingDelayMs"]) = ("0", "5000");
        foreach (var (name, value) in variables) start.Environment[name] = value;
        return new KayronProcess(Process.Start(start)!);
    }

    /// <summary>Runs a command that ends by itself.</summary>
    public static async Task<ProcessResult> RunAsync(string arguments, IReadOnlyDictionary<string, string> variables, string directory)
    {
        await using var process = Start(arguments, variables, directory);
        return await process.EndAsync();
    }

    /// <summary>The next line of output for which it holds.</summary>
    public async Task<string> LineAsync(Func<string, bool> wanted)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        await foreach (var line in _output.Reader.ReadAllAsync(patience.Token))
            if (wanted(line)) return line;
        throw new InvalidOperationException($"It ended without the line: {await _error}");
    }

    /// <summary>SIGKILL: nothing of it runs any more, whatever it was about to do.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    public async Task<ProcessResult> TerminateAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        return await EndAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private async Task<ProcessResult> EndAsync()
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        await _process.WaitForExitAsync(patience.Token);
        var lines = new List<string>();
        await foreach (var line in _output.Reader.ReadAllAsync(patience.Token)) lines.Add(line);
        return new ProcessResult(_process.ExitCode, string.Join('\n', lines), (await _error).TrimEnd());
    }

    private static bool IsConfiguration(string variable) =>
        new[] { "KAYRON_", "Kayron__", "AWS_", "ASPNETCORE_" }.Any(prefix => variable.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));
}

internal sealed record ProcessResult(int ExitCode, string Output, string Error);
