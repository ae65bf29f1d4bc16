namespace Kayron.Sandbox;

/// <summary>How a sandbox is started.</summary>
public sealed record SandboxOptions
{
    public const int DefaultGitHubPort = 7778;
    public const int DefaultAwsPort = 7779;

    /// <summary>Port of the emulated GitHub on 127.0.0.1; 0: any free one.</summary>
    public int? GitHubPort { get; init; }

    /// <summary>Port of the emulated AWS on 127.0.0.1; 0: any free one.</summary>
    public int? AwsPort { get; init; }

    /// <summary>Whether the ports were asked for by name: one that is taken is then an error, otherwise the next free one is used.</summary>
    public bool PortsRequired { get; init; }

    /// <summary><c>acme</c>, <c>empty</c> or <c>scale:ENVIRONMENTSxSERVICES</c>.</summary>
    public string Scenario { get; init; } = "acme";

    /// <summary>How much later than it could every answer comes.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>How many times faster than a person can watch stack updates run.</summary>
    public double Pace { get; init; } = 1;

    /// <summary>Where repositories and state are kept; null: in a temporary folder that goes with the sandbox.</summary>
    public string? DataDirectory { get; init; }
}
