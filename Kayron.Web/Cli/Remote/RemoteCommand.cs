using System.CommandLine;

namespace Kayron.Web.Cli.Remote;

/// <summary>What commands over the API have in common.</summary>
internal static class RemoteCommand
{
    public static Option<string?> Environment() => new("--environment") { Description = "The environment.", HelpName = "NAME" };

    public static Option<string?> Reason(string description) => new("--reason") { Description = description, HelpName = "TEXT" };

    public static Option<string> Format()
    {
        var format = new Option<string>("--format") { Description = "How to print it.", HelpName = "text|json", DefaultValueFactory = _ => "text" };
        format.AcceptOnlyFromAmong("text", "json");
        return format;
    }

    /// <summary>Opens the API for one run of a command.</summary>
    public static void SetApiAction(this Command command, CommandContext context, Func<ParseResult, KayronApi, CancellationToken, Task<int>> run) =>
        command.SetAction(async (result, cancellationToken) =>
        {
            using var api = KayronApi.Open(context, result.GetValue(Commands.EnvFile));
            return await run(result, api, cancellationToken);
        });

    /// <summary>One part of a path: whatever it holds, it stays one part.</summary>
    public static string Part(string text) => text is "." or ".." ? "%2E" : Uri.EscapeDataString(text);

    public static string Query(params ReadOnlySpan<(string Key, string? Value)> parameters)
    {
        var parts = new List<string>();
        foreach (var (key, value) in parameters)
        {
            if (value is not null) parts.Add($"{key}={Uri.EscapeDataString(value)}");
        }
        return parts.Count == 0 ? "" : $"?{string.Join('&', parts)}";
    }
}
