using System.CommandLine.Parsing;
using Kayron.Core.Configuration;

namespace Kayron.Web.Cli;

/// <summary>Reads durations of options as the configuration does.</summary>
internal static class DurationOption
{
    public static TimeSpan Parse(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (DurationText.TryParse(text, out var duration)) return duration;
        var option = result.Parent is OptionResult parent ? parent.Option.Name : "The value";
        result.AddError($"{option} is \"{text}\": it must be a duration such as 250ms, 10s or 30m.");
        return TimeSpan.Zero;
    }
}
