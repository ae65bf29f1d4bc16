using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Kayron.Core.Commands;
using Kayron.Core.Configuration;
using Kayron.Core.Notifications;
using Kayron.Core.Reconcile;
using Kayron.Tests.Support;
using Microsoft.Extensions.Configuration;

namespace Kayron.Tests.Notifications;

/// <summary>What is posted, where to, and what of it a hostile name can do: nothing.</summary>
public sealed class NotificationTests
{
    private const string Hostile = "\"><img src=x onerror=alert(1)> <!channel> @everyone [x](javascript:1)\r\n\u001b[31m\u202etxt";
    private static readonly DateTimeOffset Now = new(2026, 11, 25, 12, 0, 0, TimeSpan.Zero);
    private static readonly Notice Failed = new(NoticeEvents.Failed, "deployment/7", "production", "The deployment to production failed", Hostile, "deployments/7", Now);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Slack_gets_one_message_whose_text_from_outside_is_inert()
    {
        var receiver = new Receiver(HttpStatusCode.OK);
        await receiver.SendAsync(Slack, Failed);
        var text = JsonDocument.Parse(Assert.Single(receiver.Bodies)).RootElement.GetProperty("text").GetString()!;
        Assert.StartsWith(":x: <https://kayron.example.com/deployments/7|The deployment to production failed>\n", text);
        var detail = text.Split('\n')[1];
        Assert.Equal("\"&gt;&lt;img src=x onerror=alert(1)&gt; &lt;!channel&gt; @\u2060everyone [x](javascript:1)   [31m txt", detail);
        Assert.Equal(2, text.Split('\n').Length);
    }

    [Fact]
    public async Task A_webhook_is_signed_over_its_timestamp_and_body()
    {
        var receiver = new Receiver(HttpStatusCode.NoContent);
        await receiver.SendAsync(Webhook, Failed);
        var body = Assert.Single(receiver.Bodies);
        var timestamp = receiver.Header("X-Kayron-Timestamp");
        Assert.Equal(Now.ToUnixTimeSeconds().ToString(), timestamp);
        var expected = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes("a-secret-of-the-webhook"), Encoding.UTF8.GetBytes($"{timestamp}.{body}")));
        Assert.Equal($"v1={expected}", receiver.Header("X-Kayron-Signature"));
        var json = JsonDocument.Parse(body).RootElement;
        Assert.Equal(("failed", "production", "https://kayron.example.com/deployments/7"), (json.GetProperty("event").GetString(), json.GetProperty("environment").GetString(), json.GetProperty("url").GetString()));
        Assert.DoesNotContain(json.GetProperty("detail").GetString()!, char.IsControl);
        Assert.DoesNotContain("a-secret", body);
    }

    [Theory]
    [InlineData(HttpStatusCode.BadGateway, typeof(TransientException)), InlineData(HttpStatusCode.TooManyRequests, typeof(TransientException))]
    [InlineData(HttpStatusCode.NotFound, typeof(BlockedException)), InlineData(HttpStatusCode.Found, typeof(BlockedException))]
    public async Task An_answer_that_passes_is_tried_again_another_is_shown_and_none_names_the_address(HttpStatusCode status, Type kind)
    {
        var receiver = new Receiver(status);
        var failure = await Assert.ThrowsAnyAsync<ReconcileException>(() => receiver.SendAsync(Slack, Failed));
        Assert.IsType(kind, failure);
        Assert.Contains("chat", failure.Message);
        Assert.DoesNotContain("T000", failure.ToString());
    }

    [Theory]
    [InlineData("https://hooks.example.com/x", true), InlineData("http://127.0.0.1:9000/x", true), InlineData("http://localhost/x", true)]
    [InlineData("http://hooks.example.com/x", false), InlineData("ftp://hooks.example.com/", false), InlineData("https://user:password@hooks.example.com/", false)]
    [InlineData("https://169.254.169.254/latest/meta-data", false), InlineData("https://[fe80::1]/", false), InlineData("https://[::ffff:169.254.169.254]/", false), InlineData("https://[fd00:ec2::254]/", false)]
    public void Nothing_is_sent_in_the_clear_or_to_where_machines_get_their_credentials(string address, bool allowed) =>
        Assert.Equal(allowed, DestinationGuard.Allows(new Uri(address)));

    [Fact]
    public async Task A_name_that_leads_to_a_refused_address_is_refused_when_it_is_connected_to()
    {
        using var http = new HttpMessageInvoker(DestinationGuard.CreateTransport());
        var destination = Slack with { Url = new Uri("http://169.254.169.254:9/") };
        var sender = new NotificationSender(destination, new PublicAddress(TestDaemon.Settings("")), http, TimeProvider.System);
        var refused = await Assert.ThrowsAsync<BlockedException>(() => sender.SendAsync(Failed.ToMessage("chat"), Cancel));
        Assert.Contains("leads to an address that nothing is sent to", refused.Message);
    }

    [Fact]
    public async Task Each_thing_is_told_once_to_whoever_wants_it()
    {
        await using var world = await StoreWorld.StartAsync();
        var store = world.Get<INoticeStore>();
        var pauses = world.Get<IPauseCommands>();
        await pauses.PauseAsync(FixedActor.Someone("grace", "Grace", Role.Administrator), new PauseRequest("production", null, "incident 42", null), Cancel);
        var everything = Slack with { Name = "everything" };
        var testing = Slack with { Name = "testing", Environments = ["testing"] };
        var worker = new Kayron.Core.Workers.NotificationWorker([everything, testing], store, world.Time);
        var outbox = world.Get<Kayron.Core.Reconcile.Ports.IOutboxStore>();

        await worker.EnsureAsync(Cancel);
        Assert.Empty(await outbox.FindDueAsync(world.Time.GetUtcNow(), 10, Cancel));
        for (var hour = 0; hour < 24 * 20; hour++)
        {
            world.Time.Advance(TimeSpan.FromHours(1));
            await worker.EnsureAsync(Cancel);
        }
        var message = Assert.Single(await outbox.FindDueAsync(world.Time.GetUtcNow(), 10, Cancel)).Message;
        Assert.Equal(("notification:everything", "production is still paused", "environments/production"), (message.Kind, message.Summary, message.Path));
        Assert.Contains("Grace: incident 42", message.Body);
    }

    [Fact]
    public async Task A_deployment_from_its_approval_to_its_end_is_told_of_in_order()
    {
        await using var world = await LoopWorld.StartAsync();
        var store = world.Get<INoticeStore>();
        var since = TimeProvider.System.GetUtcNow().AddHours(-1);
        await world.RunUntilAsync("production", "awaiting-approval");
        var waiting = Assert.Single(await store.FindAsync(since, Cancel));
        Assert.Equal((NoticeEvents.Approval, "production waits for an approval"), (waiting.Event, waiting.Title));
        Assert.Contains("api v1.8.2 → v1.9.0", waiting.Detail);

        await world.RunUntilAsync("testing", "deployed", "succeeded", "no-drift");
        var told = await store.FindAsync(since, Cancel);
        var deployed = Assert.Single(told, notice => notice.Event == NoticeEvents.Deployed);
        Assert.Equal(("testing", "testing is deployed and verified"), (deployed.Environment, deployed.Title));
    }

    [Fact]
    public void What_is_wrong_with_a_destination_is_said_at_once_and_without_its_address()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["KAYRON_ENVIRONMENT"] = "production", ["KAYRON_GITHUB_TOKEN"] = "ghp_secret", ["KAYRON_RELEASE_SOURCE"] = "https://github.com/acme/releases", ["KAYRON_S3_BUCKET"] = "acme-templates",
            ["KAYRON_CLOUDFORMATION_STACK"] = "production", ["Kayron:Notifications:chat:Kind"] = "pigeon", ["Kayron:Notifications:chat:Url"] = "http://hooks.example.com/T000/secret",
            ["Kayron:Notifications:chat:Events:0"] = "approved", ["Kayron:Notifications:ops:Kind"] = "webhook", ["Kayron:Notifications:ops:Url"] = "https://ops.example.com/", ["Kayron:Notifications:ops:Environments"] = "prod",
        }).Build();
        var problems = Assert.IsType<SettingsResult.Invalid>(SettingsReader.Read(configuration, "/base")).Problems.Select(problem => problem.ToString());
        Assert.Equal(
            [
                "Kayron:Notifications:chat:Events holds \"approved\": known are approval, deployed, failed, halted, paused, override.",
                "Kayron:Notifications:chat:Kind is \"pigeon\": it must be slack or webhook.",
                "Kayron:Notifications:chat:Url must be an address that begins with https:// (on this machine also http://), without user, and not a link-local or metadata address.",
                "Kayron:Notifications:ops:Environments holds \"prod\": known are production.",
                "Kayron:Notifications:ops:Secret is missing.",
            ],
            problems);
    }

    private static NotificationSettings Slack { get; } = new("chat", NotificationKind.Slack, new Uri("https://hooks.example.com/T000/secret"), null, [], NoticeEvents.All, TimeSpan.FromDays(1));

    private static NotificationSettings Webhook { get; } = Slack with { Kind = NotificationKind.Webhook, Secret = "a-secret-of-the-webhook" };

    /// <summary>Takes down what it is sent, and answers with one status.</summary>
    private sealed class Receiver(HttpStatusCode status) : HttpMessageHandler
    {
        private HttpRequestMessage? _last;

        public List<string> Bodies { get; } = [];

        public string Header(string name) => _last!.Headers.GetValues(name).Single();

        public Task SendAsync(NotificationSettings destination, Notice notice)
        {
            var address = new PublicAddress(TestDaemon.Settings("") with { PublicUrl = new Uri("https://kayron.example.com/") });
            return new NotificationSender(destination, address, new HttpMessageInvoker(this), new ManualTime(Now)).SendAsync(notice.ToMessage(destination.Name), Cancel);
        }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            _last = request;
            Bodies.Add(await request.Content!.ReadAsStringAsync(cancellationToken));
            return new HttpResponseMessage(status);
        }
    }
}
