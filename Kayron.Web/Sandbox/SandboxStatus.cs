using Kayron.Sandbox;

namespace Kayron.Web.Sandbox;

/// <summary>Tells whether this process runs the sandbox; set once it listens.</summary>
public sealed class SandboxStatus
{
    /// <summary>Null: GitHub and AWS are real.</summary>
    public SandboxInfo? Info { get; set; }
}

/// <param name="GitHub">Address of the emulated GitHub.</param>
/// <param name="Aws">Address of the emulated AWS.</param>
/// <param name="Repositories">Directory that holds <c>OWNER/REPO/BRANCH/…</c> as plain folders.</param>
public sealed record SandboxInfo(Uri GitHub, Uri Aws, string Repositories)
{
    /// <summary>What can be made to happen in it; null where it runs in another process.</summary>
    public SandboxActions? Actions { get; init; }
}
