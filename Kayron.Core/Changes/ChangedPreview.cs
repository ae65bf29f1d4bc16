namespace Kayron.Core.Changes;

/// <summary>A preview that a change makes, moves or removes.</summary>
/// <param name="PullRequest">0 where it is not known.</param>
/// <param name="From">Commit that runs; null: it is made.</param>
/// <param name="To">Commit that would run; null: it is removed.</param>
public sealed record ChangedPreview(string Service, string Hash, int PullRequest, string? From, string? To);
