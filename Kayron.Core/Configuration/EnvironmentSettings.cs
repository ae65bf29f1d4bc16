using Kayron.Core.Releases;

namespace Kayron.Core.Configuration;

/// <summary>Drives an environment's defaults: approvals, claims, previews, release ref, destructive guard. The name of an environment never does.</summary>
public enum Tier { Development, Testing, Staging, Production }

/// <summary>Which commit of the release source an environment reads.</summary>
public enum ReleaseReference
{
    /// <summary>The branch named like the environment where there is one, else the default branch.</summary>
    Branch,
    DefaultBranch,
    /// <summary>The tag of the latest GitHub release.</summary>
    LatestRelease,
}

public enum NestedChangeSets
{
    /// <summary>Asks for nested change sets and falls back to the root's where CloudFormation cannot make them.</summary>
    Auto,
    Never,
}

/// <summary>One environment as it is in force: everything inherited and defaulted.</summary>
public sealed record EnvironmentSettings
{
    public required string Name { get; init; }
    public required Tier Tier { get; init; }
    public required RepositoryName ReleaseSource { get; init; }
    public required ReleaseReference ReleaseReference { get; init; }

    /// <summary>Definitions are read at this commit instead, for a plan of what is only proposed; null: where <see cref="ReleaseReference"/> leads.</summary>
    public string? SourceCommit { get; init; }

    /// <summary>Name or id of the root stack.</summary>
    public required string Stack { get; init; }
    public required string Region { get; init; }

    /// <summary>Bucket that templates are uploaded to.</summary>
    public required string Bucket { get; init; }

    /// <summary>What Kayron assumes to look and to act; null: the process's own credentials.</summary>
    public string? RoleArn { get; init; }
    public string? ExternalId { get; init; }

    /// <summary>Service role handed to CloudFormation, so that Kayron itself needs no right to the resources.</summary>
    public string? ExecutionRoleArn { get; init; }
    public RegistrySettings Registry { get; init; } = new();
    public NestedChangeSets NestedChangeSets { get; init; }

    /// <summary>Overrides of stack parameters; a version wins over an override of its key.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();

    /// <summary>Merged over the stack's own tags.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>Capabilities that templates may ask for.</summary>
    public IReadOnlyList<string> Capabilities { get; init; } = DefaultCapabilities;

    /// <summary>Pause between the end of a reconcile and the start of the next.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(10);
    public PreviewSettings Previews { get; init; } = new();
    public PolicySettings Policies { get; init; } = new();

    public static IReadOnlyList<string> DefaultCapabilities { get; } = ["CAPABILITY_IAM", "CAPABILITY_NAMED_IAM", "CAPABILITY_AUTO_EXPAND"];
}

/// <summary>Where images live; what is null is the environment's own.</summary>
/// <param name="CleanupRoleArn">Assumed to delete images, and for nothing else; null: <paramref name="RoleArn"/>, as for reading.</param>
public sealed record RegistrySettings(string? Account = null, string? Region = null, string? RoleArn = null, string? CleanupRoleArn = null);
