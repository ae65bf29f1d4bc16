using Kayron.Core.Configuration;
using Kayron.Web.Auth;
using Kayron.Web.Sandbox;

namespace Kayron.Web.Hosting;

/// <summary>What a daemon is made of. Tests bring their own directory, port 0 and core.</summary>
public sealed record DaemonOptions
{
    public required KayronSettings Settings { get; init; }

    /// <summary>Where <c>wwwroot/</c> lies.</summary>
    public required string ContentRoot { get; init; }

    /// <summary>Null: GitHub and AWS are real.</summary>
    public SandboxInfo? Sandbox { get; init; }
    public SandboxAccounts Accounts { get; init; } = SandboxAccounts.None;

    /// <summary>Everything below the web: queries, commands, workers and storage.</summary>
    public CoreComposition Core { get; init; } = CoreComposition.Kayron;

    /// <summary>Adds to or replaces what the daemon registered.</summary>
    public Action<IServiceCollection> Services { get; init; } = _ => { };

    /// <summary>Where log lines go.</summary>
    public TextWriter Log { get; init; } = TextWriter.Null;

    /// <summary>A person reads the log.</summary>
    public bool ReadableLog { get; init; }
}
