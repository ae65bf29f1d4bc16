using Kayron.Core.Reconcile.Ports;

namespace Kayron.Core.Webhooks;

/// <summary>What a delivery holds.</summary>
public abstract record WebhookReading
{
    private WebhookReading() { }

    public sealed record Known(RepositoryEvent Event) : WebhookReading;

    /// <summary>A ping, or an event that nothing here follows.</summary>
    public sealed record Unused : WebhookReading;

    /// <param name="Problem">What GitHub would not have sent, in one sentence.</param>
    public sealed record Invalid(string Problem) : WebhookReading;
}
