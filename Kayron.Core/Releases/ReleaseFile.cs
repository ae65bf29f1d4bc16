namespace Kayron.Core.Releases;

/// <summary>What one file says.</summary>
/// <param name="IsComplete">False where parts of it could not be read: then nobody can say what the whole set lacks.</param>
public sealed record ReleaseFile(string Path, IReadOnlyList<ReleaseEntry> Entries, IReadOnlyList<Finding> Findings, bool IsComplete);

/// <summary>One list item, with what the rules across files need even where the rest of it is wrong.</summary>
/// <param name="Definition">Null where the entry is wrong.</param>
/// <param name="Name">Null where it has none.</param>
/// <param name="NameLocation">Where the name is written.</param>
/// <param name="ProviderLocation">Where <c>provider</c> is written; null on services.</param>
public sealed record ReleaseEntry(ReleaseDefinition? Definition, string? Name, SourceLocation NameLocation, SourceLocation? ProviderLocation);
