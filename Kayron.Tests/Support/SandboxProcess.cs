using System.Net.Http.Json;
using System.Text.Json;
using Kayron.Sandbox;

namespace Kayron.Tests.Support;

/// <summary><c>kayron sandbox</c> in a process of its own, with the acme world and updates that take a moment.</summary>
public sealed class SandboxProcess : IAsyncLifetime
{
    private readonly TemporaryDirectory _directory = new();
    private KayronProcess? _process;
    private HttpClient? _http;
    private JsonElement _description;
    private int _releases;

    public async ValueTask InitializeAsync()
    {
        _process = KayronProcess.Start("sandbox --github-port 0 --aws-port 0 --pace 200", new Dictionary<string, string>(), _directory.Path);
        _description = JsonDocument.Parse(await _process.LineAsync(line => line.StartsWith('{'))).RootElement;
        _http = new HttpClient { BaseAddress = new Uri(Text("github")) };
    }

    /// <summary>What connects another process, as the environment testing.</summary>
    public Dictionary<string, string> Variables(string data) =>
        AcmeVariables.Of(new SandboxDescription(Text("github"), Text("aws"), Text("githubToken"), Text("accessKeyId"), Text("secretAccessKey"), Text("region"), Text("repositories")), data);

    public async Task PostAsync(string action, object input)
    {
        using var answer = await _http!.PostAsJsonAsync($"_sandbox/{action}", input, TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>Wants a version of search that was never wanted before, and counts calls from here.</summary>
    public async Task DriftAsync()
    {
        var version = $"v1.0.{++_releases}";
        await PostAsync("push-image", new { image = "search", tag = version });
        await PostAsync("change-definition", new { branch = "testing", release = "search", strategy = $"release: \"{version}\"" });
        await PostAsync("reset-calls", new { });
    }

    /// <summary>How often an operation was called with success.</summary>
    public async Task<int> CallsAsync(string operation)
    {
        var answer = await _http!.GetFromJsonAsync<JsonElement>("_sandbox/calls", TestContext.Current.CancellationToken);
        return answer.GetProperty("calls").EnumerateArray().Where(call => call.GetProperty("operation").GetString() == operation && call.GetProperty("status").GetInt32() == 200)
            .Sum(call => call.GetProperty("count").GetInt32());
    }

    public async ValueTask DisposeAsync()
    {
        _http?.Dispose();
        if (_process is not null)
        {
            // Asked to, it takes its temporary folder along.
            await _process.TerminateAsync();
            await _process.DisposeAsync();
        }
        _directory.Dispose();
    }

    private string Text(string name) => _description.GetProperty(name).GetString()!;
}
