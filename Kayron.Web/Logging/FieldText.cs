using System.Collections;
using System.Globalization;

namespace Kayron.Web.Logging;

/// <summary>A field's value as text, the same in every culture.</summary>
internal static class FieldText
{
    public static string Of(object? value) => value switch
    {
        null => "",
        string text => text,
        bool flag => flag ? "true" : "false",
        DateTimeOffset time => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        IEnumerable items => string.Join(", ", items.Cast<object?>().Select(Of)),
        _ => value.ToString() ?? "",
    };
}
