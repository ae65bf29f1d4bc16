using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Kayron.Core.Configuration;
using Kayron.Core.Observation;
using Kayron.Core.Reconcile.Ports;
using Kayron.Core.Webhooks;
using Kayron.Core.Workers;
using Kayron.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Kayron.Tests.Webhooks;

public sealed class WebhookEndpointTests
{
    private const string Secret = "It's a Secret to Everybody";
    private const string Push =
        """{"ref":"refs/heads/main","before":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","after":"bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb","repository":{"full_name":"acme/releases","default_branch":"main"},"commits":[]}""";

    private static int _deliveries;
    private readonly ToldSourceControl _told = new();
    private readonly RecordedTriggers _triggers = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Without_a_secret_there_is_no_such_address()
    {
        await using var daemon = await StartAsync(secret: null);
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(daemon, "push", Push)).Status);
        Assert.Empty(_told.Told);
    }

    [Fact]
    public async Task A_signed_push_is_told_and_starts_the_reconciles_it_concerns()
    {
        await using var daemon = await StartAsync();
        var (status, words) = await SendAsync(daemon, "push", Push);
        Assert.Equal((HttpStatusCode.Accepted, "Reconciling testing, production."), (status, words));
        Assert.Equal(["reconcile:testing", "reconcile:production"], _triggers.Triggered);
        var push = Assert.IsType<RepositoryEvent.Pushed>(Assert.Single(_told.Told));
        Assert.Equal(("main", new string('a', 40), new string('b', 40)), (push.Branch, push.Before, push.After));
    }

    [Fact]
    public async Task A_form_is_taken_like_json()
    {
        await using var daemon = await StartAsync();
        var form = $"payload={Uri.EscapeDataString(Push)}";
        Assert.Equal(HttpStatusCode.Accepted, (await SendAsync(daemon, "push", form, type: "application/x-www-form-urlencoded")).Status);
        Assert.Single(_told.Told);
    }

    [Fact]
    public async Task A_signature_that_is_missing_wrong_or_of_the_old_kind_is_refused_without_detail()
    {
        await using var daemon = await StartAsync();
        var right = Sign(Push, Secret);
        foreach (var signature in new[] { "", "sha256=", right[..^1], right + "0", right.Replace("sha256=", "", StringComparison.Ordinal), right.Replace("sha256=", "sha1=", StringComparison.Ordinal), $"sha256={new string('0', 64)}", $"sha256={new string('g', 64)}", Sign(Push, ""), Sign(Push, Secret + " "), Sign(Push + " ", Secret), $"{right}, {right}" })
            Assert.Equal((HttpStatusCode.Unauthorized, ""), await SendAsync(daemon, "push", Push, signature));
        using var old = Request("push", Push, signature: "");
        old.Headers.Add("X-Hub-Signature", "sha1=522eff3f7e0e98e422cbb1146e7b6ba26ea036d7");
        using var client = daemon.Browser();
        using var answer = await client.SendAsync(old, Cancel);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Empty(_told.Told);
        // Ten refusals do not shut out GitHub, which behind a proxy has the same address.
        Assert.Equal(HttpStatusCode.Accepted, (await SendAsync(daemon, "push", Push)).Status);
    }

    [Theory]
    [InlineData("push", "")]
    [InlineData("push", "null")]
    [InlineData("push", "[]")]
    [InlineData("push", "{")]
    [InlineData("push", "{}")]
    [InlineData("push", """{"ref":1}""")]
    [InlineData("push", """{"ref":"main","before":"a","after":"b","repository":{"full_name":"acme/releases"}}""")]
    [InlineData("push", """{"ref":"refs/heads/main","before":"a","after":"b","repository":{"full_name":"acme/releases"}}""")]
    [InlineData("push", """{"ref":"refs/heads/main","before":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","after":"bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb","repository":{"full_name":"acme/../x"}}""")]
    [InlineData("release", "{}")]
    [InlineData("pull_request", """{"repository":"acme/web"}""")]
    [InlineData("ping", "zen")]
    [InlineData("", """{"zen":"words"}""")]
    public async Task Signed_but_no_payload_that_github_would_send_is_refused_in_one_sentence(string @event, string body)
    {
        await using var daemon = await StartAsync();
        var (status, words) = await SendAsync(daemon, @event, body);
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.EndsWith(".", words, StringComparison.Ordinal);
        Assert.Empty(_told.Told);
    }

    [Theory]
    [InlineData("text/plain", Push)]
    [InlineData("application/x-www-form-urlencoded", Push)]
    [InlineData("application/x-www-form-urlencoded", "payload=%7B%7D&payload=%7B%7D")]
    public async Task Another_content_type_is_no_payload(string type, string body)
    {
        await using var daemon = await StartAsync();
        Assert.Equal(HttpStatusCode.BadRequest, (await SendAsync(daemon, "push", body, type: type)).Status);
    }

    [Theory]
    [InlineData("ping", """{"zen":"Design for failure.","hook_id":1}""")]
    [InlineData("issues", """{"action":"opened"}""")]
    [InlineData("push", """{"ref":"refs/notes/commits","before":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","after":"bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb","repository":{"full_name":"acme/releases"}}""")]
    [InlineData("push", """{"ref":"refs/heads/main","before":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","after":"bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb","repository":{"full_name":"evil/releases"}}""")]
    public async Task Ping_and_what_nothing_follows_are_accepted_without_effect(string @event, string body)
    {
        await using var daemon = await StartAsync();
        Assert.Equal(HttpStatusCode.Accepted, (await SendAsync(daemon, @event, body)).Status);
        Assert.Empty(_told.Told);
        Assert.Empty(_triggers.Triggered);
    }

    [Fact]
    public async Task A_body_that_came_within_ten_minutes_is_accepted_without_effect()
    {
        var time = new GitHub.SkippingTime();
        await using var daemon = await StartAsync(time: time);
        await SendAsync(daemon, "push", Push);
        time.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal((HttpStatusCode.Accepted, "This was received before."), await SendAsync(daemon, "push", Push));
        Assert.Single(_told.Told);
        time.Advance(TimeSpan.FromSeconds(1));
        await SendAsync(daemon, "push", Push);
        Assert.Equal(2, _told.Told.Count);
    }

    [Fact]
    public async Task A_body_that_says_it_is_over_the_limit_is_refused_before_any_of_it_is_read()
    {
        await using var daemon = await StartAsync();
        var body = new Zeros(26L * 1024 * 1024);
        // By default the client sends it after a second without an answer.
        using var client = new HttpClient(new SocketsHttpHandler { Expect100ContinueTimeout = Timeout.InfiniteTimeSpan }) { BaseAddress = daemon.Address };
        using var request = Large(body);
        request.Content!.Headers.ContentLength = 26L * 1024 * 1024;
        request.Headers.ExpectContinue = true;
        using var answer = await client.SendAsync(request, Cancel);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Equal(0, body.Given);
    }

    [Fact]
    public async Task A_body_without_a_length_is_refused_when_it_grows_over_the_limit()
    {
        await using var daemon = await StartAsync();
        using var client = daemon.Browser();
        // One byte too many: what is still being sent when the answer comes would break the connection.
        using var request = Large(new Zeros(25L * 1024 * 1024 + 1));
        using var answer = await client.SendAsync(request, Cancel);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    [Fact]
    public async Task A_payload_as_large_as_githubs_largest_is_read()
    {
        await using var daemon = await StartAsync();
        var body = $"{Push[..^1]},\"more\":\"{new string('x', 20 * 1024 * 1024)}\"}}";
        Assert.Equal(HttpStatusCode.Accepted, (await SendAsync(daemon, "push", body)).Status);
        Assert.Single(_told.Told);
    }

    [Fact]
    public async Task Neither_an_origin_nor_a_foreign_host_name_nor_a_session_is_asked_for()
    {
        await using var daemon = await StartAsync();
        using var client = daemon.Browser();
        using var request = Request("push", Push, Sign(Push, Secret));
        request.Headers.Add("Origin", "https://github.com");
        request.Headers.Host = "kayron.example.com";
        using var answer = await client.SendAsync(request, Cancel);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
    }

    [Fact]
    public async Task Outcomes_are_counted_and_refusals_are_one_warning_a_minute()
    {
        await using var daemon = await StartAsync();
        for (var attempt = 0; attempt < 20; attempt++) await SendAsync(daemon, "push", Push, "sha256=guess");
        await SendAsync(daemon, "ping", "{}");
        using var client = daemon.Browser();
        var metrics = await client.GetStringAsync("/metrics", Cancel);
        Assert.Contains("kayron_webhook_total{outcome=\"unsigned\"} 20", metrics, StringComparison.Ordinal);
        Assert.Contains("kayron_webhook_total{outcome=\"ignored\"} 1", metrics, StringComparison.Ordinal);
        Assert.Single(daemon.Log.ToString().Split('\n'), line => line.Contains("webhooks were refused", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_signature_is_the_one_that_github_documents()
    {
        using var body = new MemoryStream(Encoding.UTF8.GetBytes("Hello, World!"));
        var computed = await WebhookSignature.ComputeAsync(Secret, body, Cancel);
        Assert.True(WebhookSignature.Matches(computed, WebhookSignature.Parse("sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17")!));
    }

    private Task<TestDaemon> StartAsync(string? secret = Secret, TimeProvider? time = null) => TestDaemon.StartAsync(
        settings: settings => settings with { WebhookSecret = secret },
        services: services => services.AddSingleton<ISourceControl>(_told).AddSingleton<IWorkerTrigger>(_triggers).AddSingleton<FollowedReleases>()
            .AddSingleton(provider => ActivatorUtilities.CreateInstance<WebhookReceiver>(provider, time ?? TimeProvider.System)));

    private static async Task<(HttpStatusCode Status, string Words)> SendAsync(TestDaemon daemon, string @event, string body, string? signature = null, string type = "application/json")
    {
        using var client = daemon.Browser();
        using var request = Request(@event, body, signature ?? Sign(body, Secret), type);
        using var answer = await client.SendAsync(request, Cancel);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancel));
    }

    private static HttpRequestMessage Request(string @event, string body, string signature, string type = "application/json")
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/webhook/push") { Content = new StringContent(body, Encoding.UTF8, type) };
        if (@event.Length > 0) request.Headers.Add("X-GitHub-Event", @event);
        request.Headers.Add("X-GitHub-Delivery", $"{Interlocked.Increment(ref _deliveries)}");
        if (signature.Length > 0) request.Headers.TryAddWithoutValidation("X-Hub-Signature-256", signature);
        return request;
    }

    private static HttpRequestMessage Large(Stream body)
    {
        var request = Request("push", "", $"sha256={new string('0', 64)}");
        request.Content = new StreamContent(body);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return request;
    }

    private static string Sign(string body, string secret) => "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(body)));

    /// <summary>A body of zeros that takes no memory.</summary>
    private sealed class Zeros(long length) : Stream
    {
        private long _given;

        public long Given => _given;

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = (int)Math.Min(count, length - _given);
            Array.Clear(buffer, offset, read);
            _given += read;
            return read;
        }

        public override void Flush() { }
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
