using Kayron.Core.Configuration;
using Kayron.Core.Observation;
using Kayron.Core.Reconcile.Ports;
using Kayron.Core.Workers;

namespace Kayron.Core.Webhooks;

/// <summary>
/// Takes in signed webhooks: tells the source control, and starts the reconciles that an event concerns. It decides nothing, and makes no call: a reconcile that is
/// started looks for itself, so a forged, late or missing event costs a look or an interval, never a wrong deployment.
/// </summary>
public sealed class WebhookReceiver(KayronSettings settings, ISourceControl sourceControl, FollowedReleases followed, IWorkerTrigger trigger, TimeProvider clock)
{
    private readonly SeenBodies _seen = new(clock);

    /// <param name="event">From <c>X-GitHub-Event</c>.</param>
    /// <param name="digest">Of the body, in hex.</param>
    public async Task<WebhookOutcome> ReceiveAsync(string @event, string digest, Stream json, CancellationToken cancellationToken) =>
        await WebhookPayload.ReadAsync(@event, json, digest, cancellationToken) switch
        {
            WebhookReading.Known known => Receive(known.Event, digest),
            WebhookReading.Invalid(var problem) => new WebhookOutcome.Invalid(problem),
            _ => new WebhookOutcome.Ignored(),
        };

    private WebhookOutcome Receive(RepositoryEvent news, string digest)
    {
        List<string> concerned = [.. settings.Environments.Where(environment => Concern.Concerns(news, environment, followed.Find(environment.Name))).Select(environment => environment.Name)];
        if (concerned.Count == 0) return new WebhookOutcome.Ignored();
        if (!_seen.TryAdd(digest)) return new WebhookOutcome.Repeated();
        sourceControl.Heed(news);
        foreach (var environment in concerned) trigger.Trigger($"reconcile:{environment}");
        return new WebhookOutcome.Accepted(concerned);
    }
}

/// <summary>What became of a signed webhook.</summary>
public abstract record WebhookOutcome
{
    private WebhookOutcome() { }

    /// <param name="Environments">Those whose reconcile was started.</param>
    public sealed record Accepted(IReadOnlyList<string> Environments) : WebhookOutcome;

    /// <summary>Nothing here follows what it tells of.</summary>
    public sealed record Ignored : WebhookOutcome;

    /// <summary>The same body came within the last ten minutes.</summary>
    public sealed record Repeated : WebhookOutcome;

    /// <param name="Problem">One sentence.</param>
    public sealed record Invalid(string Problem) : WebhookOutcome;
}
