using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Kayron.Core.Notifications;

/// <summary>What is posted, of a notice.</summary>
public static class NoticeBody
{
    public static string ForSlack(Notice notice, Uri page)
    {
        var detail = notice.Detail.Length == 0 ? "" : $"\n{InertText.ForSlack(notice.Detail)}";
        return JsonSerializer.Serialize(new { text = $"{Sign(notice.Event)} <{page}|{InertText.ForSlack(notice.Title)}>{detail}", unfurl_links = false, link_names = false });
    }

    public static string ForWebhook(Notice notice, Uri page) => JsonSerializer.Serialize(new
    {
        @event = notice.Event, environment = notice.Environment, subject = notice.Subject, title = InertText.Plain(notice.Title), detail = InertText.Plain(notice.Detail), url = page.ToString(), at = notice.At.UtcDateTime,
    });

    /// <summary><c>v1=</c> and HMAC-SHA-256, in lower-case hexadecimal, over <c>TIMESTAMP.BODY</c>. The timestamp lets a receiver refuse what is old.</summary>
    public static string Sign(string secret, DateTimeOffset at, string body) => "v1=" + Convert.ToHexStringLower(
        HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{Timestamp(at)}.{body}")));

    /// <summary>Unix seconds.</summary>
    public static string Timestamp(DateTimeOffset at) => at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    private static string Sign(string @event) => @event switch
    {
        NoticeEvents.Approval => ":hourglass_flowing_sand:",
        NoticeEvents.Deployed => ":white_check_mark:",
        NoticeEvents.Failed or NoticeEvents.Halted => ":x:",
        NoticeEvents.Override => ":rotating_light:",
        _ => ":double_vertical_bar:",
    };
}
