using System.CommandLine.Parsing;
using System.Globalization;

namespace Kayron.Web.Cli;

/// <summary>Reads a moment of an option: ISO 8601 by date and time of day. Without an offset it is UTC, as every time that is printed.</summary>
internal static class TimeOption
{
    private static readonly string[] Forms =
    [
        .. from separator in (string[])["'T'", "' '"]
           from time in (string[])["HH:mm", "HH:mm:ss", "HH:mm:ss.FFFFFFF"]
           from offset in (string[])["", "K"]
           select $"yyyy-MM-dd{separator}{time}{offset}",
    ];

    public static DateTimeOffset? Parse(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (DateTimeOffset.TryParseExact(text, Forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)) return time;
        var option = result.Parent is OptionResult parent ? parent.Option.Name : "The value";
        result.AddError($"{option} is \"{text}\": it must be a time such as 2026-11-27T17:00+01:00, or 2026-11-27T16:00 for UTC.");
        return null;
    }
}
