using Kayron.Sandbox.GitHub;
using Kayron.Sandbox.GitHub.Git;
using Kayron.Sandbox.GitHub.Model;

namespace Kayron.Sandbox.Scenarios;

/// <summary>Writes the past of one repository: commits, tags and releases of days ago.</summary>
internal sealed class RepositorySeeder(GitHubWorld world, GitHubRepository repository)
{
    private readonly DateTimeOffset _now = world.Clock.GetUtcNow();

    public GitHubRepository Repository => repository;

    /// <summary>Commits to a branch, which begins at <paramref name="from"/> where it does not exist.</summary>
    public string Commit(string branch, string author, TimeSpan ago, string message, IReadOnlyDictionary<string, string?> files, string? from = null)
    {
        if (repository.Branch(branch) is null && from is not null) repository.RecordBranch(branch, repository.Resolve(from)!);
        var commit = CommitWriter.Write(repository, branch, Person(author), _now - ago, message, files);
        repository.RecordBranch(branch, commit);
        return commit;
    }

    public void Tag(string tag, string commit, string tagger, TimeSpan ago) => CommitWriter.SetTag(repository, tag, commit, Person(tagger), _now - ago, tag);

    public void Release(string tag, string author, TimeSpan ago, string notes) =>
        ReleaseShelf.Publish(repository, Person(author), _now - ago, new ReleaseDraft(tag, repository.State.DefaultBranch) { Name = tag, Body = notes });

    public void OpenPullRequest(GitHubRepository from, string branch, string title, string body, string author, TimeSpan ago) =>
        PullRequests.Open(world, repository, from, branch, repository.State.DefaultBranch, title, body, author, at: _now - ago);

    /// <summary>Puts the branches into their folders and saves the rest.</summary>
    public void Finish()
    {
        repository.CheckoutAll();
        repository.Save();
    }

    private Person Person(string login) => world.FindPerson(login) ?? new Person(login, login, "");
}
