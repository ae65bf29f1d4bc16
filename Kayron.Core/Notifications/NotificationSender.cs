using System.Net;
using System.Text;
using Kayron.Core.Configuration;
using Kayron.Core.Outbox;
using Kayron.Core.Reconcile;

namespace Kayron.Core.Notifications;

/// <summary>Posts notices to one destination. Its address appears in no message, log line or problem.</summary>
public sealed class NotificationSender(NotificationSettings destination, PublicAddress address, HttpMessageInvoker http, TimeProvider clock) : IOutboxSender
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public string Kind => Notice.KindOf(destination.Name);

    public async Task SendAsync(OutboxMessage message, CancellationToken cancellationToken)
    {
        var notice = Notice.Read(message);
        using var request = Request(notice, address.Of(notice.Path));
        using var timeout = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            using var answer = await http.SendAsync(request, either.Token);
            Judge(answer);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TransientException($"{destination.Name} did not answer within {Patience.TotalSeconds:0} s");
        }
        catch (HttpRequestException failure) when (failure.InnerException is BlockedException blocked)
        {
            throw new BlockedException($"{destination.Name}: {blocked.Message}");
        }
        catch (HttpRequestException failure)
        {
            throw new TransientException($"{destination.Name} cannot be reached: {failure.HttpRequestError}");
        }
    }

    private HttpRequestMessage Request(Notice notice, Uri page)
    {
        var body = destination.Kind == NotificationKind.Slack ? NoticeBody.ForSlack(notice, page) : NoticeBody.ForWebhook(notice, page);
        var request = new HttpRequestMessage(HttpMethod.Post, destination.Url) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.UserAgent.ParseAdd("kayron");
        if (destination.Secret is not { } secret) return request;
        var now = clock.GetUtcNow();
        request.Headers.Add("X-Kayron-Event", notice.Event);
        request.Headers.Add("X-Kayron-Delivery", Uri.EscapeDataString(notice.Key));
        request.Headers.Add("X-Kayron-Timestamp", NoticeBody.Timestamp(now));
        request.Headers.Add("X-Kayron-Signature", NoticeBody.Sign(secret, now, body));
        return request;
    }

    private void Judge(HttpResponseMessage answer)
    {
        var status = (int)answer.StatusCode;
        if (answer.IsSuccessStatusCode) return;
        if (answer.StatusCode == HttpStatusCode.TooManyRequests) throw new TransientException($"{destination.Name} asks to wait", answer.Headers.RetryAfter?.Delta ?? TimeSpan.FromSeconds(30));
        if (status >= 500 || answer.StatusCode == HttpStatusCode.RequestTimeout) throw new TransientException($"{destination.Name} answered {status}");
        throw new BlockedException($"{destination.Name} answered {status}{(status is >= 300 and < 400 ? ": redirects are not followed" : "")}; check Kayron:Notifications:{destination.Name}:Url");
    }
}
