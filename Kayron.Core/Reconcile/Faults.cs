using Kayron.Core.Releases;

namespace Kayron.Core.Reconcile;

/// <summary>Why a step could not be done, in the three kinds that matter to the loop. Adapters turn the errors of their SDK into these, each in one place.</summary>
public abstract class ReconcileException(string message, Exception? cause) : Exception(message, cause);

/// <summary>May work next time: time-outs, 5xx, throttling.</summary>
/// <param name="retryAfter">How long the service asked us to wait; null where it did not say.</param>
public sealed class TransientException(string message, TimeSpan? retryAfter = null, Exception? cause = null) : ReconcileException(message, cause)
{
    public TimeSpan? RetryAfter { get; } = retryAfter;
}

/// <summary>A person must act; the message says what.</summary>
public sealed class BlockedException(string message, Exception? cause = null) : ReconcileException(message, cause);

/// <summary>A definition or template is wrong; the findings say where.</summary>
public sealed class InvalidException(string message, IReadOnlyList<Finding>? findings = null, Exception? cause = null) : ReconcileException(message, cause)
{
    public IReadOnlyList<Finding> Findings { get; } = findings ?? [];
}
