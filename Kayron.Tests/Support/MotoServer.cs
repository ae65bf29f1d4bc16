using System.ComponentModel;
using System.Diagnostics;
using Kayron.Tests.Support;

[assembly: AssemblyFixture(typeof(MotoServer))]

namespace Kayron.Tests.Support;

/// <summary>moto, an AWS that nobody here wrote: one process for all tests of a run, started by the first that asks.</summary>
public sealed class MotoServer : IAsyncDisposable
{
    private readonly SemaphoreSlim _starting = new(1, 1);
    private Process? _process;
    private string? _absence;
    private Uri? _endpoint;

    /// <summary>Its address, by the host name that its CloudFormation accepts in template URLs. Skips the test where there is no moto.</summary>
    public async Task<Uri> EndpointOrSkipAsync()
    {
        await _starting.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            if (_endpoint is null && _absence is null) await StartAsync();
        }
        finally
        {
            _starting.Release();
        }
        Assert.SkipWhen(_absence is not null, _absence ?? "");
        return _endpoint!;
    }

    private async Task StartAsync()
    {
        var start = new ProcessStartInfo("python3") { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Support", "moto", "patched_moto.py"));
        start.ArgumentList.Add("--until-stdin-closes");
        try
        {
            _process = Process.Start(start)!;
        }
        catch (Win32Exception)
        {
            _absence = "python3 is not on the PATH, and with it moto";
            return;
        }
        if (int.TryParse(await _process.StandardOutput.ReadLineAsync(), out var port)) Serve(port);
        else _absence = $"moto cannot be started: {(await _process.StandardError.ReadToEndAsync()).Trim()}";
    }

    private void Serve(int port)
    {
        // It logs every request: without a reader the pipe fills and the server stops.
        _process!.ErrorDataReceived += (_, _) => { };
        _process.BeginErrorReadLine();
        _endpoint = new Uri($"http://localhost:{port}/");
    }

    public async ValueTask DisposeAsync()
    {
        _starting.Dispose();
        if (_process is null) return;
        if (!_process.HasExited) _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
