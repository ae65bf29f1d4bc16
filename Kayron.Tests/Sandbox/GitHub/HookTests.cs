using Kayron.Tests.Sandbox.Hosting;
using Kayron.Tests.Support;

namespace Kayron.Tests.Sandbox.GitHub;

/// <summary>The emulated GitHub's webhooks, as whoever listens hears them.</summary>
public sealed class HookTests
{
    private const string Secret = "between us";
    private static readonly string Zeros = new('0', 40);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_hook_is_pinged_when_it_is_made_and_keeps_its_secret()
    {
        await using var sandbox = await SandboxFixture.StartAsync();
        await using var listener = await HookListener.StartAsync();
        var hook = await HookAsync(sandbox, listener, "api");
        var ping = await listener.NextAsync();
        Assert.Equal(("ping", $"{hook}", "acme/api"), (ping.Event, ping["hook_id"], ping["repository.full_name"]));
        Assert.True(ping.IsSignedWith(Secret));
        Assert.StartsWith("GitHub-Hookshot/", ping.Headers["User-Agent"], StringComparison.Ordinal);
        Assert.NotEqual("", ping.Headers["X-GitHub-Delivery"]);
        Assert.StartsWith("sha1=", ping.Headers["X-Hub-Signature"], StringComparison.Ordinal);
        Assert.Equal("********", (await sandbox.GetAsync($"repos/acme/api/hooks/{hook}")).GetProperty("config").GetProperty("secret").GetString());
    }

    [Fact]
    public async Task A_push_is_told_from_where_to_where_made_moved_and_deleted()
    {
        await using var sandbox = await SandboxFixture.StartAsync();
        await using var listener = await HookListener.StartAsync();
        await HookAsync(sandbox, listener, "api");
        await listener.NextAsync();
        var main = await sandbox.HeadAsync("api");

        var topic = await sandbox.Host.Actions.PushCommitAsync("api", "topic", ct: Cancelled);
        var made = await listener.NextAsync();
        Assert.Equal(("push", "refs/heads/topic", Zeros, topic, "True", "main"), (made.Event, made["ref"], made["before"], made["after"], made["created"], made["repository.default_branch"]));
        Assert.Equal(topic, made["head_commit.id"]);

        var next = await sandbox.Host.Actions.PushCommitAsync("api", "topic", ct: Cancelled);
        var moved = await listener.NextAsync();
        Assert.Equal((topic, next, "False", 1), (moved["before"], moved["after"], moved["forced"], moved.Json.GetProperty("commits").GetArrayLength()));

        await sandbox.SendAsync(HttpMethod.Patch, "repos/acme/api/git/refs/heads/topic", new { sha = main, force = true });
        var forced = await listener.NextAsync();
        Assert.Equal((next, main, "True"), (forced["before"], forced["after"], forced["forced"]));

        await sandbox.Host.Actions.DeleteBranchAsync("api", "topic", Cancelled);
        var deleted = await listener.NextAsync();
        Assert.Equal((main, Zeros, "True"), (deleted["before"], deleted["after"], deleted["deleted"]));
    }

    [Fact]
    public async Task A_saved_file_is_told_without_any_request()
    {
        await using var sandbox = await SandboxFixture.StartAsync();
        await using var listener = await HookListener.StartAsync();
        await sandbox.Host.SendHooksAsync(new Uri(listener.Address), Secret, Cancelled);
        await File.WriteAllTextAsync(Path.Combine(sandbox.Folder("releases"), "README.md"), "more words\n", Cancelled);
        var push = await listener.NextAsync();
        Assert.Equal(("push", "refs/heads/main", "acme/releases"), (push.Event, push["ref"], push["repository.full_name"]));
        Assert.True(push.IsSignedWith(Secret));
    }

    [Fact]
    public async Task Pull_requests_and_releases_are_told_with_their_action()
    {
        await using var sandbox = await SandboxFixture.StartAsync();
        await using var listener = await HookListener.StartAsync();
        await HookAsync(sandbox, listener, "web", "pull_request", "release");
        await listener.NextAsync();

        var number = await sandbox.Host.Actions.OpenPullRequestAsync("web", "larger-type", ct: Cancelled);
        var opened = await listener.NextAsync();
        Assert.Equal(("pull_request", "opened", $"{number}", "larger-type"), (opened.Event, opened["action"], opened["number"], opened["pull_request.head.ref"]));
        await sandbox.Host.Actions.PushCommitAsync("web", "larger-type", ct: Cancelled);
        var moved = await listener.NextAsync();
        Assert.Equal(("synchronize", moved["pull_request.head.sha"]), (moved["action"], moved["after"]));
        await sandbox.Host.Actions.ClosePullRequestAsync("web", number, Cancelled);
        Assert.Equal("closed", (await listener.NextAsync())["action"]);

        await sandbox.Host.Actions.PublishReleaseAsync("web", "v9.0.0", ct: Cancelled);
        var published = await listener.NextAsync();
        Assert.Equal(("release", "published", "v9.0.0"), (published.Event, published["action"], published["release.tag_name"]));
    }

    [Fact]
    public async Task A_delivery_can_be_looked_up_and_sent_again_under_its_id()
    {
        await using var sandbox = await SandboxFixture.StartAsync();
        await using var listener = await HookListener.StartAsync();
        listener.Answer = 500;
        var hook = await HookAsync(sandbox, listener, "api");
        var first = await listener.NextAsync();
        var delivery = await DeliveryAsync(sandbox, hook, 1);
        Assert.Equal(500, delivery.GetProperty("status_code").GetInt32());
        Assert.Equal(202, (await sandbox.PostAsync($"repos/acme/api/hooks/{hook}/deliveries/{delivery.GetProperty("id")}/attempts")).Status);
        var second = await listener.NextAsync();
        Assert.Equal(first.Headers["X-GitHub-Delivery"], second.Headers["X-GitHub-Delivery"]);
        Assert.Equal(first.Body, second.Body);
    }

    private static async Task<long> HookAsync(SandboxFixture sandbox, HookListener listener, string repository, params string[] events)
    {
        var (status, hook) = await sandbox.PostAsync($"repos/acme/{repository}/hooks", new { events = events.Length == 0 ? ["push"] : events, config = new { url = listener.Address, content_type = "json", secret = Secret } });
        Assert.Equal(201, status);
        return hook.GetProperty("id").GetInt64();
    }

    /// <summary>It is noted when it has ended, a moment after the listener has answered.</summary>
    private static async Task<System.Text.Json.JsonElement> DeliveryAsync(SandboxFixture sandbox, long hook, int count)
    {
        for (var look = 0; look < 1000; look++)
        {
            var deliveries = await sandbox.GetAsync($"repos/acme/api/hooks/{hook}/deliveries");
            if (deliveries.GetArrayLength() >= count) return deliveries[0];
        }
        throw new InvalidOperationException("It was not noted.");
    }
}
