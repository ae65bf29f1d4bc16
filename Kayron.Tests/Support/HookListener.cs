using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Kayron.Tests.Support;

/// <summary>Somebody to send webhooks to.</summary>
internal sealed class HookListener : IAsyncDisposable
{
    private readonly Channel<Heard> _heard = Channel.CreateUnbounded<Heard>();
    private readonly WebApplication _application;

    private HookListener()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0));
        _application = builder.Build();
        _application.Run(HearAsync);
    }

    /// <summary>What the next deliveries are answered.</summary>
    public int Answer { get; set; } = 202;

    public string Address => _application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First() + "/hook";

    public static async Task<HookListener> StartAsync()
    {
        var listener = new HookListener();
        await listener._application.StartAsync(TestContext.Current.CancellationToken);
        return listener;
    }

    public async Task<Heard> NextAsync() => await _heard.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private async Task HearAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        context.Response.StatusCode = Answer;
        await _heard.Writer.WriteAsync(new Heard(context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase), body.ToArray()));
    }

    internal sealed record Heard(IReadOnlyDictionary<string, string> Headers, byte[] Body)
    {
        public string Event => Headers["X-GitHub-Event"];

        public JsonElement Json => JsonDocument.Parse(Body).RootElement;

        public string this[string path] => path.Split('.').Aggregate(Json, (value, name) => value.GetProperty(name)).ToString();

        public bool IsSignedWith(string secret) => Headers.GetValueOrDefault("X-Hub-Signature-256") == "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Body));
    }
}
