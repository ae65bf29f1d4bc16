namespace Kayron.Sandbox;

/// <summary>Why the sandbox cannot start or cannot do what it was asked: one sentence for the person who asked.</summary>
public sealed class SandboxException : Exception
{
    public SandboxException(string message)
        : base(message)
    {
    }

    public SandboxException(string message, Exception inner)
        : base(message, inner)
    {
    }

    public SandboxException()
    {
    }
}
