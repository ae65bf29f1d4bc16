using System.ComponentModel;
using System.Diagnostics;

namespace Kayron.Tests.Sandbox.Aws;

/// <summary>Runs a tool that a machine may lack.</summary>
internal static class Tools
{
    /// <param name="absence">What the tool says on its error output where something it needs is missing.</param>
    public static async Task<string> RunAsync(string tool, IEnumerable<string> arguments, string absence, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(tool, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (Win32Exception)
        {
            Assert.Skip($"{tool} is not on the PATH");
            return "";
        }
        using (process)
        {
            var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.SkipWhen((await error).Contains(absence, StringComparison.Ordinal), $"{tool} lacks a module: {absence}");
            Assert.True(process.ExitCode == 0, await error);
            return output;
        }
    }
}
