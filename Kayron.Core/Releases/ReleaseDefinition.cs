namespace Kayron.Core.Releases;

public enum ReleaseKind { Infrastructure, Service }

/// <summary>Where in the releases repository something was written. Lines and columns count from 1.</summary>
public readonly record struct SourceLocation(string File, int Line, int Column)
{
    public override string ToString() => $"{File}:{Line}:{Column}";
}

/// <summary>One entry of a release file: which version of one service, or of the infrastructure, an environment should run.</summary>
/// <param name="Repository">GitHub repository, without its owner; the owner is that of the release source.</param>
/// <param name="Image">Repository path in the registry (<c>docker</c>); null for infrastructure.</param>
/// <param name="Preview">Open pull requests of the repository become preview releases.</param>
public sealed record ReleaseDefinition(ReleaseKind Kind, string Repository, string? Image, DeployStrategy Deploy, bool Preview, SourceLocation Location)
{
    /// <summary>What people call it: the image's name, for infrastructure the repository's.</summary>
    public string Name => Image ?? Repository;

    /// <summary>Key of the CloudFormation parameter that carries its version.</summary>
    public string ParameterKey => Releases.ParameterKey.Of(Name);
}

/// <summary>How a release says which version it wants.</summary>
public abstract record DeployStrategy
{
    private DeployStrategy() { }

    /// <summary>A tag: the version is the tag itself.</summary>
    public sealed record Release(string Version) : DeployStrategy;

    /// <summary>The head commit of a branch of the release's repository.</summary>
    public sealed record Branch(string Name) : DeployStrategy;

    /// <summary>Left as it runs, on purpose.</summary>
    public sealed record Suspended : DeployStrategy;

    /// <summary>Only previews are wanted; the service itself is left as it runs.</summary>
    public sealed record PreviewOnly : DeployStrategy;
}
