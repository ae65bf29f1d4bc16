using Kayron.Sandbox.GitHub.Git;
using Kayron.Sandbox.GitHub.Rest;
using Kayron.Sandbox.GitHub.Rest.Endpoints;
using Kayron.Sandbox.GitHub.Rest.Views;
using Microsoft.AspNetCore.Http;

namespace Kayron.Sandbox.GitHub.Hooks;

/// <summary>Payloads as GitHub sends them, made of the same parts as the answers of its API.</summary>
internal static class HookPayloads
{
    private const int MostCommits = 20;
    private static readonly string s_zeros = new('0', 40);

    public static byte[] Of(GitHubWorld world, Links links, GitHubRepository repository, HookEvent @event)
    {
        var values = new Dictionary<string, string> { ["owner"] = repository.Owner, ["repo"] = repository.Name };
        var request = new GitHubRequest(world, world.Machine, links, values, new DefaultHttpContext().Request, null);
        return Reply.Ok(@event switch
        {
            HookEvent.Push push => Push(request, repository, push),
            HookEvent.PullRequestAction pull => PullRequest(request, repository, pull),
            HookEvent.ReleaseAction release => new { action = release.Action, release = ReleaseEndpoints.View(request, release.Release), repository = RepositoryView.Of(request, repository), sender = Sender(request, release.Release.Author) },
            HookEvent.Ping ping => new { zen = "Keep it logically awesome.", hook_id = ping.Hook.Id, hook = HookEndpoints.View(request, ping.Hook), repository = RepositoryView.Of(request, repository), sender = Sender(request, world.Machine.Login) },
            _ => throw new InvalidOperationException($"No payload for {@event.Name}."),
        }).Bytes();
    }

    private static object Push(GitHubRequest request, GitHubRepository repository, HookEvent.Push push)
    {
        var commit = push.After is { } after ? repository.Peel(after) : null;
        var from = push.Before is { } before ? repository.Peel(before) : null;
        var commits = commit is null || !push.Reference.StartsWith(References.Heads, StringComparison.Ordinal) ? [] : Commits(repository, from, commit);
        var author = commit is null ? null : repository.Objects.Commit(commit).Author;
        var login = (author is null ? null : request.World.FindPersonByEmail(author.Email)?.Login) ?? request.World.Machine.Login;
        return new
        {
            @ref = push.Reference,
            before = push.Before ?? s_zeros,
            after = push.After ?? s_zeros,
            repository = RepositoryView.Of(request, repository),
            pusher = new { name = login, email = author?.Email },
            sender = Sender(request, login),
            created = push.Before is null,
            deleted = push.After is null,
            forced = from is not null && commit is not null && !History.Contains(repository.Objects, commit, from),
            base_ref = (string?)null,
            compare = request.Links.Page(repository, $"compare/{Brief(push.Before)}...{Brief(push.After)}"),
            commits = commits.Select(sha => Commit(request, repository, sha)).ToList(),
            head_commit = commit is null ? null : Commit(request, repository, commit),
        };
    }

    private static List<string> Commits(GitHubRepository repository, string? from, string commit) =>
        [.. (from is null ? [commit] : History.Range(repository.Objects, from, commit)).Reverse().TakeLast(MostCommits)];

    private static object Commit(GitHubRequest request, GitHubRepository repository, string sha)
    {
        var commit = repository.Objects.Commit(sha);
        var changes = TreeDiff.Compare(repository.Objects, commit.Parents.Count > 0 ? repository.Objects.Commit(commit.Parents[0]).Tree : null, commit.Tree);
        return new
        {
            id = sha,
            tree_id = commit.Tree,
            distinct = true,
            message = commit.Message,
            timestamp = commit.Committer.At,
            url = request.Links.Page(repository, $"commit/{sha}"),
            author = Person(request, commit.Author),
            committer = Person(request, commit.Committer),
            added = Paths("added"),
            removed = Paths("removed"),
            modified = Paths("modified"),
        };

        List<string> Paths(string status) => [.. changes.Where(change => change.Status == status).Select(change => change.Path)];
    }

    private static object PullRequest(GitHubRequest request, GitHubRepository repository, HookEvent.PullRequestAction news) => new
    {
        action = news.Action,
        number = news.Pull.Number,
        before = news.Action == "synchronize" ? news.HeadBefore : null,
        after = news.Action == "synchronize" ? news.Pull.HeadSha : null,
        pull_request = PullRequestView.Full(request, news.Pull),
        repository = RepositoryView.Of(request, repository),
        sender = Sender(request, news.Pull.Author),
    };

    private static object Person(GitHubRequest request, Signature signature) => new { name = signature.Name, email = signature.Email, username = request.World.FindPersonByEmail(signature.Email)?.Login };

    private static object Sender(GitHubRequest request, string login) => AccountViews.Account(request, login);

    private static string Brief(string? sha) => (sha ?? s_zeros)[..12];
}
