namespace Kayron.Core.Previews;

/// <summary>A preview as it goes into a template.</summary>
/// <param name="Commit">Tag of its image.</param>
/// <param name="Priority">Of its listener rule; null where the service has none.</param>
public sealed record RenderedPreview(string Hash, string Commit, int? Priority);
