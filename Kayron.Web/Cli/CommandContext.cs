using System.Collections;

namespace Kayron.Web.Cli;

/// <summary>What a command gets from the process around it; tests bring their own.</summary>
/// <param name="Variables">Environment variables by name.</param>
/// <param name="Export">Makes a variable visible to libraries that read the process's own (the AWS SDK's <c>AWS_*</c>).</param>
/// <param name="Interactive">Whether a person reads standard output.</param>
/// <param name="Input">Where a person answers; null: nobody can be asked.</param>
public sealed record CommandContext(
    IDictionary<string, string> Variables, Action<string, string> Export, string WorkingDirectory, TextWriter Output, TextWriter Error, bool Interactive, TextReader? Input = null)
{
    public static CommandContext OfProcess() => new(
        Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().ToDictionary(entry => (string)entry.Key, entry => (string?)entry.Value ?? ""),
        Environment.SetEnvironmentVariable,
        Environment.CurrentDirectory,
        Console.Out,
        Console.Error,
        !Console.IsOutputRedirected,
        Console.IsInputRedirected || Console.IsOutputRedirected ? null : Console.In);
}
