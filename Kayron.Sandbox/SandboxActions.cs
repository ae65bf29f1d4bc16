using Kayron.Sandbox.Actions;
using Kayron.Sandbox.Aws;
using Kayron.Sandbox.GitHub;
using Kayron.Sandbox.GitHub.Git;
using Kayron.Sandbox.GitHub.Model;

namespace Kayron.Sandbox;

/// <summary>Makes the emulated world move. Repositories are named <c>OWNER/REPO</c>, or <c>REPO</c> for one of the organisation's.</summary>
/// <remarks>Wrong input is an <see cref="ActionInputException"/> that names the field.</remarks>
public sealed partial class SandboxActions(GitHubWorld gitHub, AwsWorld aws)
{
    /// <summary>Every action with its fields, as <c>GET /_sandbox/</c> describes them.</summary>
    public IReadOnlyList<ActionDefinition> All => field ??= ActionList.Of(this);

    /// <summary>Publishes a release, tagging the target (default: the head of the default branch) where the tag does not exist.</summary>
    /// <returns>The commit behind the tag.</returns>
    public Task<string> PublishReleaseAsync(string repository, string tag, string? target = null, bool prerelease = false, string? author = null, CancellationToken ct = default) =>
        OnAsync(repository, found =>
        {
            if (!ReferenceName.IsValid(tag)) throw new ActionInputException("tag", $"{tag} is no name for a tag.");
            if (found.State.Releases.Exists(release => release.Tag == tag)) throw new ActionInputException("tag", $"{found.FullName} has a release {tag} already.");
            var on = target ?? found.State.DefaultBranch;
            if (found.Resolve(on) is null) throw new ActionInputException("target", $"{found.FullName} has no {on}.");
            ReleaseShelf.Publish(found, Author(author), gitHub.Clock.GetUtcNow(), new ReleaseDraft(tag, on) { Name = tag, Prerelease = prerelease });
            return found.Resolve(References.Tags + tag)!;
        }, ct);

    /// <summary>Commits to a branch, which begins at the default branch where it does not exist.</summary>
    /// <param name="files">New content by path; null deletes the file. Without any, a line is added to CHANGES.md.</param>
    /// <returns>The new commit.</returns>
    public Task<string> PushCommitAsync(string repository, string branch, IReadOnlyDictionary<string, string?>? files = null, string? message = null, string? author = null, CancellationToken ct = default) =>
        OnAsync(repository, found => Push(found, branch, files, message, Author(author)), ct);

    public Task DeleteBranchAsync(string repository, string branch, CancellationToken ct = default) =>
        OnAsync(repository, found =>
        {
            if (found.Branch(branch) is null) throw new ActionInputException("branch", $"{found.FullName} has no branch {branch}.");
            found.DeleteBranch(branch);
            PullRequests.Follow(gitHub, found);
            return branch;
        }, ct);

    /// <summary>Points a tag somewhere else, as nobody should.</summary>
    public Task<string> MoveTagAsync(string repository, string tag, string target, CancellationToken ct = default) =>
        OnAsync(repository, found =>
        {
            if (!ReferenceName.IsValid(tag)) throw new ActionInputException("tag", $"{tag} is no name for a tag.");
            var commit = found.Resolve(target) ?? throw new ActionInputException("target", $"{found.FullName} has no {target}.");
            CommitWriter.SetTag(found, tag, commit, Author(null), gitHub.Clock.GetUtcNow());
            return commit;
        }, ct);

    /// <summary>Says in the releases repository what an environment is meant to run.</summary>
    /// <param name="strategy">The line below <c>deploy</c>: <c>release: "v1.2.3"</c>, <c>branch: "main"</c> or <c>suspend: true</c>.</param>
    public Task<string> ChangeDefinitionAsync(string repository, string branch, string release, string strategy, string? author = null, CancellationToken ct = default) =>
        OnAsync(repository, found =>
        {
            var head = found.Branch(branch) ?? throw new ActionInputException("branch", $"{found.FullName} has no branch {branch}.");
            var files = FileSet.Read(found.Objects, found.Objects.Commit(head).Tree);
            foreach (var (path, entry) in files.Where(file => file.Key.EndsWith(".yaml", StringComparison.Ordinal) || file.Key.EndsWith(".yml", StringComparison.Ordinal)))
            {
                if (DefinitionText.Change(System.Text.Encoding.UTF8.GetString(found.Objects.Blob(entry.Sha)), release, strategy) is not { } changed) continue;
                return Push(found, branch, new Dictionary<string, string?> { [path] = changed }, $"{release}: {strategy}", Author(author));
            }

            throw new ActionInputException("release", $"{found.FullName} says nothing of {release} on {branch}.");
        }, ct);

    private string Push(GitHubRepository repository, string branch, IReadOnlyDictionary<string, string?>? files, string? message, Person author)
    {
        if (!ReferenceName.IsValid(branch)) throw new ActionInputException("branch", $"{branch} is no name for a branch.");
        if (files?.Keys.FirstOrDefault(path => !IsPath(path)) is { } wrong) throw new ActionInputException("files", $"{wrong} is no path in a repository.");
        var says = message ?? "Change something";
        var origin = repository.Branch(branch) ?? repository.Branch(repository.State.DefaultBranch);
        if (repository.Branch(branch) is null && origin is not null) repository.RecordBranch(branch, origin);
        var commit = CommitWriter.Write(repository, branch, author, gitHub.Clock.GetUtcNow(), says, files ?? NextChange(repository, origin, says));
        repository.SetBranch(branch, commit);
        PullRequests.Follow(gitHub, repository);
        return commit;
    }

    private static Dictionary<string, string?> NextChange(GitHubRepository repository, string? head, string message)
    {
        const string Path = "CHANGES.md";
        var before = head is null ? null : FileSet.Find(repository.Objects, repository.Objects.Commit(head).Tree, Path);
        var text = before is null ? "" : System.Text.Encoding.UTF8.GetString(repository.Objects.Blob(before.Sha));
        return new Dictionary<string, string?> { [Path] = $"{text}- {message}\n" };
    }

    private static bool IsPath(string path) => path.Length > 0 && path.Split('/').All(part => part is not ("" or "." or ".." or ".git")) && !path.Contains('\\') && !path.Contains('\0');

    private async Task<T> OnAsync<T>(string repository, Func<GitHubRepository, T> act, CancellationToken ct)
    {
        var fullName = FullName(repository);
        return await gitHub.TakeTurnAsync([fullName], () => act(gitHub.Find(fullName) ?? throw new ActionInputException("repository", $"There is no repository {fullName}.")), ct);
    }

    private string FullName(string repository) => repository.Contains('/') || gitHub.Organisations.Count == 0 ? repository : $"{gitHub.Organisations[0]}/{repository}";

    private Person Author(string? login)
    {
        if (login is null) return gitHub.People.FirstOrDefault(person => person.CanWrite && person != gitHub.People[0]) ?? gitHub.Machine;
        return gitHub.FindPerson(login) ?? new Person(login, login, "");
    }
}
