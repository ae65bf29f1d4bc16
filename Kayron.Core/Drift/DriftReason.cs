namespace Kayron.Core.Drift;

/// <summary>One difference between what an environment should be and what it was last brought to.</summary>
/// <param name="Reason">In words.</param>
/// <param name="Release">Null where the difference is not one release's.</param>
public sealed record DriftReason(string Reason, string? Release = null, string? From = null, string? To = null);
