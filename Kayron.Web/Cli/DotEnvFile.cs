using dotenv.net;
using Kayron.Core.Configuration;

namespace Kayron.Web.Cli;

/// <summary>Variables from a file. Those that are really set win, under either of their names: <c>Kayron__Interval</c> wins over a file's <c>KAYRON_INTERVAL</c>.</summary>
public static class DotEnvFile
{
    private const string DefaultName = ".env";

    /// <param name="path">As given on the command line; null: <c>.env</c> where it exists.</param>
    public static void Load(string? path, CommandContext context)
    {
        var file = Path.GetFullPath(path ?? DefaultName, context.WorkingDirectory);
        if (path is null && !File.Exists(file)) return;
        foreach (var (name, value) in Read(file, path ?? DefaultName))
        {
            if (IsSet(context.Variables, name)) continue;
            context.Variables[name] = value;
            context.Export(name, value);
        }
    }

    private static IDictionary<string, string> Read(string file, string given)
    {
        if (!File.Exists(file)) throw new CommandException(ExitCode.Usage, $"--env: the file {given} does not exist.");
        try
        {
            return DotEnv.Fluent().WithExceptions().WithEnvFiles(file).WithTrimValues().WithSupportExportSyntax().Read();
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            throw new CommandException(ExitCode.Usage, $"--env: the file {given} cannot be read: {failure.Message}", failure);
        }
    }

    private static bool IsSet(IDictionary<string, string> variables, string name) =>
        variables.ContainsKey(name) || Twins(name).Any(twin => variables.Keys.Contains(twin, StringComparer.OrdinalIgnoreCase));

    private static IEnumerable<string> Twins(string name)
    {
        if (ShortVariables.Keys.TryGetValue(name, out var key)) yield return key.Replace(":", "__", StringComparison.Ordinal);
        var variable = ShortVariables.Keys.FirstOrDefault(pair => string.Equals(pair.Value, name.Replace("__", ":", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase)).Key;
        if (variable is not null) yield return variable;
    }
}
