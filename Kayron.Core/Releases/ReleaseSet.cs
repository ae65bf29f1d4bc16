namespace Kayron.Core.Releases;

/// <summary>Something in a release definition that must be mended.</summary>
/// <param name="Code">Stable, <c>KAY001</c> and so on; listed in docs/lint.md.</param>
public sealed record Finding(string Code, string Message, SourceLocation Location);

/// <summary>All release definitions at one commit, and everything that is wrong with them. With findings, nothing may be deployed from it.</summary>
public sealed record ReleaseSet(IReadOnlyList<ReleaseDefinition> Definitions, IReadOnlyList<Finding> Findings)
{
    public bool IsValid => Findings.Count == 0;
}
