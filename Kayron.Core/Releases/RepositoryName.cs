namespace Kayron.Core.Releases;

/// <summary>A repository on GitHub.</summary>
public sealed record RepositoryName(string Owner, string Name)
{
    public override string ToString() => $"{Owner}/{Name}";
}
