using Kayron.Core.Configuration;
using Kayron.Core.Outbox;

namespace Kayron.Core.Notifications;

/// <summary>A sender for each configured destination, over one transport.</summary>
public sealed class NotificationSenders : IDisposable
{
    private readonly HttpMessageInvoker _http = new(DestinationGuard.CreateTransport());

    public NotificationSenders(KayronSettings settings, PublicAddress address, TimeProvider clock) =>
        All = [.. settings.Notifications.Select(destination => new NotificationSender(destination, address, _http, clock))];

    public IReadOnlyList<IOutboxSender> All { get; }

    public void Dispose() => _http.Dispose();
}
