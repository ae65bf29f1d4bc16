namespace Kayron.Sandbox.GitHub.Model;

/// <summary>What GitHub keeps about a repository beside git: written as one file.</summary>
public sealed record RepositoryState
{
    public required int Id { get; init; }
    public string Description { get; init; } = "";
    public string DefaultBranch { get; set; } = "main";
    public bool Private { get; init; } = true;
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Full name of the repository this one was forked from.</summary>
    public string? Parent { get; init; }

    /// <summary>No token sees the repository any more: to its callers it is as if it did not exist.</summary>
    public bool AccessRevoked { get; set; }

    public int LastNumber { get; set; }
    public int LastId { get; set; }
    public List<PullRequest> Pulls { get; init; } = [];
    public List<Comment> Comments { get; init; } = [];
    public List<Release> Releases { get; init; } = [];
    public List<Deployment> Deployments { get; init; } = [];
    public List<CommitStatus> Statuses { get; init; } = [];
    public List<Hook> Hooks { get; init; } = [];

    /// <summary>An id no other object of any repository has.</summary>
    public long NextId() => (Id * 100_000L) + ++LastId;
}
