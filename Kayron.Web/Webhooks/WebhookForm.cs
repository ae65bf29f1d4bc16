using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace Kayron.Web.Webhooks;

/// <summary>GitHub's other content type: the JSON is the field <c>payload</c> of a form.</summary>
internal static class WebhookForm
{
    private const string Field = "payload";

    /// <returns>Null where there is no such field.</returns>
    public static async Task<Stream?> ReadAsync(Stream body, int largest, CancellationToken cancellationToken)
    {
        try
        {
            using var reader = new FormReader(body, Encoding.UTF8) { ValueCountLimit = 8, KeyLengthLimit = 64, ValueLengthLimit = largest };
            var form = await reader.ReadFormAsync(cancellationToken);
            return form.TryGetValue(Field, out var values) && values is [{ } payload] ? new MemoryStream(Encoding.UTF8.GetBytes(payload)) : null;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }
}
