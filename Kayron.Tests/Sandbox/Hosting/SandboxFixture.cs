using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Kayron.Sandbox;

namespace Kayron.Tests.Sandbox.Hosting;

/// <summary>A sandbox of its own for each test, on free ports, and the ways tests talk to it.</summary>
internal sealed class SandboxFixture : IAsyncDisposable
{
    private SandboxFixture(SandboxHost host)
    {
        Host = host;
        Http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(host.Description.GitHub) };
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", host.Description.GitHubToken);
    }

    public SandboxHost Host { get; }
    public HttpClient Http { get; }

    public static async Task<SandboxFixture> StartAsync(string scenario = "acme", string? directory = null, TimeProvider? clock = null) =>
        new(await SandboxHost.StartAsync(new SandboxOptions { GitHubPort = 0, AwsPort = 0, Scenario = scenario, DataDirectory = directory, Pace = 1000 }, clock, TestContext.Current.CancellationToken));

    public string Folder(string repository, string branch = "main") => Path.Combine(Host.Description.Repositories, "acme", repository, branch);

    public async Task<JsonElement> GetAsync(string path)
    {
        using var response = await Http.GetAsync(path, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, $"{path}: {(int)response.StatusCode} {text}");
        return JsonDocument.Parse(text).RootElement;
    }

    public async Task<(int Status, JsonElement Body)> SendAsync(HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null) request.Content = new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");
        using var response = await Http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return ((int)response.StatusCode, text.Length == 0 ? default : JsonDocument.Parse(text).RootElement);
    }

    public Task<(int Status, JsonElement Body)> PostAsync(string path, object? body = null) => SendAsync(HttpMethod.Post, path, body ?? new { });

    public async Task<string> HeadAsync(string repository, string branch = "main") =>
        (await GetAsync($"repos/acme/{repository}/git/ref/heads/{branch}")).GetProperty("object").GetProperty("sha").GetString()!;

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Host.DisposeAsync();
    }
}
