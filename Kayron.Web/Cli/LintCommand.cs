using System.CommandLine;
using Kayron.Core.Releases;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.FileProviders.Physical;

namespace Kayron.Web.Cli;

/// <summary><c>kayron lint</c>: validates release definitions with the operator's own rules, all findings at once.</summary>
public static class LintCommand
{
    private const int Clean = 0;
    private const int HasFindings = 1;
    private const int WrongUsage = 2;

    public static Command Create()
    {
        var path = new Option<string>("--path") { Description = "Root of the releases repository", HelpName = "DIR", DefaultValueFactory = _ => "." };
        var format = new Option<string>("--format") { Description = "text, json or github (annotations of a workflow run)", HelpName = "FORMAT", DefaultValueFactory = _ => "text" };
        var command = new Command("lint", "Validate the release definitions under a directory") { path, format };
        command.SetAction(parsed => Run(parsed.GetValue(path)!, parsed.GetValue(format)!, parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error));
        return command;
    }

    /// <returns>The exit code: 0 clean, 1 findings, 2 wrong usage.</returns>
    public static int Run(string path, string format, TextWriter output, TextWriter error)
    {
        if (LintReport.FindWriter(format) is not { } write) return Refuse(error, WrongUsage, $"--format \"{format}\" is not known: use {string.Join(", ", LintReport.Formats)}");
        if (File.Exists(path)) return Refuse(error, WrongUsage, $"--path \"{path}\" is a file: give the root directory of the releases repository");
        if (!Directory.Exists(path)) return Refuse(error, WrongUsage, $"--path \"{path}\" does not exist: give the root directory of the releases repository");
        try
        {
            using var files = new PhysicalFileProvider(Path.GetFullPath(path), ExclusionFilters.None);
            var releases = ReleaseSetReader.Read(files);
            write(releases, path, output);
            return releases.IsValid ? Clean : HasFindings;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Refuse(error, HasFindings, $"--path \"{path}\" cannot be read: {exception.Message}");
        }
    }

    private static int Refuse(TextWriter error, int code, string sentence)
    {
        error.WriteLine(sentence);
        return code;
    }
}
