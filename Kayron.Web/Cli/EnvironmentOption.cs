using System.CommandLine;
using Kayron.Core.Configuration;

namespace Kayron.Web.Cli;

/// <summary>Which environments a one-shot command is about.</summary>
internal static class EnvironmentOption
{
    public static Option<string?> Create() => new("--environment") { Description = "The environment (default: every configured one).", HelpName = "NAME" };

    public static IReadOnlyList<EnvironmentSettings> Choose(KayronSettings settings, string? name)
    {
        if (name is null) return settings.Environments;
        return settings.FindEnvironment(name) is { } environment
            ? [environment]
            : throw new CommandException(ExitCode.Usage, $"--environment: there is no environment {name}; known are {string.Join(", ", settings.Environments.Select(known => known.Name))}.");
    }
}
