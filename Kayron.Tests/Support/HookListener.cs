using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http;

namespace Kayron.Tests.Support;

/// <summary>Somebody to send webhooks to.</summary>
internal sealed class HookListener : LocalListener
{
    private readonly Channel<Heard> _heard = Channel.CreateUnbounded<Heard>();

    /// <summary>What the next deliveries are answered.</summary>
    public int Answer { get; set; } = 202;

    public string Address => Root + "/hook";

    public static Task<HookListener> StartAsync() => StartAsync(new HookListener());

    public async Task<Heard> NextAsync() => await _heard.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

    protected override async Task HearAsync(HttpContext context)
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
