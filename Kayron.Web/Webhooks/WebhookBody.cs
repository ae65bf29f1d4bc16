using System.Net;
using Kayron.Core.Webhooks;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.AspNetCore.WebUtilities;
using BadHttpRequestException = Microsoft.AspNetCore.Http.BadHttpRequestException;

namespace Kayron.Web.Webhooks;

/// <summary>
/// A body whose signature was verified. It is read once, in pieces, to be hashed, and kept on disk where it is large: nobody who cannot sign makes this process hold it
/// in memory.
/// </summary>
internal sealed class WebhookBody : IAsyncDisposable
{
    /// <summary>GitHub sends no more.</summary>
    private const int LargestBytes = 25 * 1024 * 1024;

    /// <summary>Usual payloads are a few tens of kilobytes.</summary>
    private const int InMemoryBytes = 128 * 1024;

    /// <summary>GitHub gives a delivery up after ten seconds.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly FileBufferingReadStream _stream;
    private readonly string _mediaType;

    private WebhookBody(FileBufferingReadStream stream, string mediaType, string digest) => (_stream, _mediaType, Digest) = (stream, mediaType, digest);

    /// <summary>The same for the same bytes.</summary>
    public string Digest { get; }

    /// <returns>Either the body, or how it is refused and what the metric calls that.</returns>
    public static async Task<(WebhookBody? Body, (IResult Answer, string Outcome)? Refused)> ReadAsync(HttpContext context, string secret)
    {
        Bound(context);
        if (context.Request.ContentLength > LargestBytes) return (null, TooLarge);
        if (WebhookSignature.Parse(context.Request.Headers[WebhookSignature.Header].ToString()) is not { } claimed) return (null, Unsigned);
        var stream = new FileBufferingReadStream(context.Request.Body, InMemoryBytes);
        try
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
            patience.CancelAfter(Patience);
            var computed = await WebhookSignature.ComputeAsync(secret, stream, patience.Token);
            if (WebhookSignature.Matches(computed, claimed)) return (new WebhookBody(stream, MediaTypeOf(context.Request), Convert.ToHexString(computed)), null);
            await stream.DisposeAsync();
            return (null, Unsigned);
        }
        catch (Exception failure)
        {
            await stream.DisposeAsync();
            if (failure is BadHttpRequestException { StatusCode: (int)HttpStatusCode.RequestEntityTooLarge }) return (null, TooLarge);
            if (failure is OperationCanceledException or BadHttpRequestException or IOException) return (null, Unfinished);
            throw;
        }
    }

    /// <returns>Null where it is of a type that GitHub does not send.</returns>
    public async Task<Stream?> JsonAsync(CancellationToken cancellationToken)
    {
        _stream.Position = 0;
        return _mediaType switch
        {
            "application/json" => _stream,
            "application/x-www-form-urlencoded" => await WebhookForm.ReadAsync(_stream, LargestBytes, cancellationToken),
            _ => null,
        };
    }

    public ValueTask DisposeAsync() => _stream.DisposeAsync();

    private static (IResult, string) TooLarge => (Results.StatusCode(StatusCodes.Status413PayloadTooLarge), "too-large");

    private static (IResult, string) Unsigned => (Results.StatusCode(StatusCodes.Status401Unauthorized), "unsigned");

    private static (IResult, string) Unfinished => (Results.StatusCode(StatusCodes.Status408RequestTimeout), "unfinished");

    private static void Bound(HttpContext context)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = LargestBytes;
        if (context.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } rate) rate.MinDataRate = new MinDataRate(bytesPerSecond: 16 * 1024, gracePeriod: TimeSpan.FromSeconds(5));
    }

    private static string MediaTypeOf(HttpRequest request) => (request.ContentType ?? "").Split(';')[0].Trim().ToLowerInvariant();
}
