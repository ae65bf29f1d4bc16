using System.CommandLine;
using Kayron.Web.Hosting;

namespace Kayron.Web.Cli;

/// <summary>Says what was built, and what it runs on.</summary>
public static class VersionCommand
{
    public static Command Create()
    {
        var command = new Command("version", "Print the build: commit, tag, repository, architecture, operating system and .NET version.");
        command.SetAction(result =>
        {
            foreach (var (label, value) in Lines(BuildInformation.Current)) result.InvocationConfiguration.Output.WriteLine($"{label,-14}{value}");
        });
        return command;
    }

    private static IEnumerable<(string Label, string Value)> Lines(BuildInformation build) =>
    [
        ("Git Sha", build.Sha), ("Git Tag", build.Tag), ("Repository", build.Repository), ("Arch", build.Architecture), ("OS", build.OperatingSystem), (".NET Version", build.Runtime),
    ];
}
