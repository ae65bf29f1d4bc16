namespace Kayron.Sandbox.GitHub.Model;

/// <summary>A deployment as GitHub records it: it says what is meant to run where; its statuses say how that went.</summary>
public sealed record Deployment(
    long Id, string Sha, string Ref, string Task, string Payload, string Environment, string? Description, string Creator, bool Transient, bool Production, DateTimeOffset CreatedAt)
{
    public IReadOnlyList<DeploymentStatus> Statuses { get; init; } = [];

    public string? State => Statuses.Count > 0 ? Statuses[^1].State : null;

    public DateTimeOffset UpdatedAt => Statuses.Count > 0 ? Statuses[^1].CreatedAt : CreatedAt;
}

public sealed record DeploymentStatus(
    long Id, string State, string Creator, string Description, string Environment, string LogUrl, string EnvironmentUrl, DateTimeOffset CreatedAt);

/// <summary>What a check outside GitHub says of a commit.</summary>
public sealed record CommitStatus(long Id, string Sha, string State, string Context, string? Description, string? TargetUrl, string Creator, DateTimeOffset CreatedAt);
