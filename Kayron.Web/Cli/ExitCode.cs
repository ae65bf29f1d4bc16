namespace Kayron.Web.Cli;

/// <summary>What scripts tell outcomes by; a contract.</summary>
public static class ExitCode
{
    /// <summary>Done, or nothing to do.</summary>
    public const int Done = 0;

    /// <summary>Findings, drift where it was asked for, or a failure.</summary>
    public const int Failed = 1;

    /// <summary>Wrong usage or configuration; nothing was started.</summary>
    public const int Usage = 2;

    /// <summary>Held by a policy.</summary>
    public const int Held = 3;
}
