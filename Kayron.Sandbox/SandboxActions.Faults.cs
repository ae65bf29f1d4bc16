using Kayron.Sandbox.Actions;
using Kayron.Sandbox.GitHub;

namespace Kayron.Sandbox;

public sealed partial class SandboxActions
{
    /// <summary>GitHub answers 503 for a time, for a number of calls, or, with neither, until <see cref="RestoreGitHub"/>.</summary>
    public void TakeGitHubDown(TimeSpan? time = null, int? calls = null) => gitHub.Faults.TakeDown(time, calls);

    /// <summary>Ends every fault of GitHub.</summary>
    public void RestoreGitHub() => gitHub.Faults.Restore();

    /// <summary>The next requests whose path contains <paramref name="path"/> are answered with a status.</summary>
    public void FailGitHub(string path, int status, int calls = 1, string? method = null, int? retryAfterSeconds = null, string? message = null)
    {
        if (status is < 400 or > 599) throw new ActionInputException("status", "status must be from 400 to 599.");
        gitHub.Faults.Inject(new InjectedAnswer(method?.ToUpperInvariant(), path, status, retryAfterSeconds, message), Math.Max(1, calls));
    }

    /// <summary>Sets how many calls every token has left in its hour.</summary>
    public void LeaveGitHubCalls(int remaining) => gitHub.Rates.Leave(remaining);

    /// <summary>For a time the API shows a branch where it is now, whatever is pushed.</summary>
    public Task LagAsync(string repository, string branch, TimeSpan time, CancellationToken ct = default) =>
        OnAsync(repository, found =>
        {
            if (found.Branch(branch) is null) throw new ActionInputException("branch", $"{found.FullName} has no branch {branch}.");
            found.Lag(branch, time);
            return branch;
        }, ct);

    /// <summary>Hides a repository from every token, or shows it again.</summary>
    public Task SetAccessAsync(string repository, bool visible, CancellationToken ct = default) => OnAsync(repository, found => found.State.AccessRevoked = !visible, ct);

    /// <summary>Cuts trees off behind so many entries, as GitHub does with very large ones; null: not.</summary>
    public Task TruncateTreesAsync(string repository, int? entries, CancellationToken ct = default) => OnAsync(repository, found => found.TreeLimit = entries, ct);
}
