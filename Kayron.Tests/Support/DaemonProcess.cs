using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Kayron.Tests.Support;

/// <summary><c>kayron daemon</c> in a process of its own, watched through its API.</summary>
internal sealed class DaemonProcess : IAsyncDisposable
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(20);
    private readonly KayronProcess _process;
    private readonly HttpClient _http;

    private DaemonProcess(KayronProcess process, HttpClient http) => (_process, _http) = (process, http);

    public static async Task<DaemonProcess> StartAsync(IReadOnlyDictionary<string, string> variables, string directory)
    {
        const string token = "a-token-that-is-long-enough-for-everybody";
        var own = new Dictionary<string, string>(variables) { ["KAYRON_HTTP_PORT"] = "0", ["KAYRON_INTERVAL"] = "250ms", ["KAYRON_ADMIN_TOKEN"] = token };
        var process = KayronProcess.Start("daemon", own, directory);
        try
        {
            using var started = JsonDocument.Parse(await process.LineAsync(line => line.Contains("server is accepting calls", StringComparison.Ordinal)));
            var http = new HttpClient { BaseAddress = new Uri($"http://{started.RootElement.GetProperty("address").GetString()}/api/v1/") };
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
            return new DaemonProcess(process, http);
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    /// <summary>Looks at a list of the API until it is as wanted.</summary>
    public async Task<IReadOnlyList<JsonElement>> UntilAsync(string path, Func<IReadOnlyList<JsonElement>, bool> wanted)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(KayronProcess.Patience);
        using var timer = new PeriodicTimer(BetweenLooks);
        while (true)
        {
            var answer = await _http.GetFromJsonAsync<JsonElement>(path, patience.Token);
            if (answer.GetProperty("items").EnumerateArray().ToList() is var items && wanted(items)) return items;
            await timer.WaitForNextTickAsync(patience.Token);
        }
    }

    public Task KillAsync() => _process.KillAsync();

    public Task<ProcessResult> TerminateAsync() => _process.TerminateAsync();

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _process.DisposeAsync();
    }
}
