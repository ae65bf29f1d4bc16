namespace Kayron.Core.Configuration;

/// <param name="Environment">Where a version must have run verified.</param>
/// <param name="For">How long, without a break.</param>
public sealed record SoakSettings(string Environment, TimeSpan For);

/// <param name="After">Environment that goes first; null: none.</param>
public sealed record OrderSettings(string? After = null);
