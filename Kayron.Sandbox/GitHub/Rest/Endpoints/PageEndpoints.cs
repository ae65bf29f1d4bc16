using System.Net;
using System.Text;
using Kayron.Sandbox.GitHub.Git;

namespace Kayron.Sandbox.GitHub.Rest.Endpoints;

/// <summary>What a person sees who follows a link to the emulated GitHub: the plainest page that shows what the link is about.</summary>
internal static class PageEndpoints
{
    private const string Page = "/{owner}/{repo}";

    public static IReadOnlyList<Route> Routes { get; } =
    [
        new("GET", Page + "/compare/{range*}", Compare) { IsOpen = true },
        new("GET", Page + "/commit/{sha}", Commit) { IsOpen = true },
        new("GET", Page + "/pull/{number}", Pull) { IsOpen = true },
        new("GET", Page + "/deployments/{environment}", Deployments) { IsOpen = true },
        new("GET", Page + "/releases/tag/{tag*}", request => Show(request, request["tag"], request.Commit(References.Tags + request["tag"]))) { IsOpen = true },
        new("GET", Page + "/tree/{ref*}", request => Show(request, request["ref"], request.Commit(request["ref"]))) { IsOpen = true },
        new("GET", Page, request => Show(request, request.Repository.State.DefaultBranch, request.Commit(request.Repository.State.DefaultBranch))) { IsOpen = true },
    ];

    private static Reply Compare(GitHubRequest request)
    {
        if (request["range"].Split("...") is not [var from, var to]) return Reply.NotFound();
        return Show(request, request["range"], request.Commit(from), request.Commit(to));
    }

    private static Reply Commit(GitHubRequest request)
    {
        var sha = request.Commit(request["sha"]);
        return request.Repository.Objects.Commit(sha).Parents is [var parent, ..] ? Show(request, sha, parent, sha) : Show(request, sha, sha);
    }

    private static Reply Pull(GitHubRequest request)
    {
        var number = request.Number("number");
        if (request.Repository.State.Pulls.Find(pull => pull.Number == number) is not { } pull) return Reply.NotFound();
        var objects = request.Repository.Objects;
        var from = History.MergeBase(objects, pull.BaseSha, pull.HeadSha) ?? pull.BaseSha;
        var diff = CommitEndpoints.UnifiedDiff(TreeDiff.Compare(objects, objects.Commit(from).Tree, objects.Commit(pull.HeadSha).Tree));
        var said = request.Repository.State.Comments.Where(comment => comment.Number == number).Select(comment => $"{Times.Format(comment.UpdatedAt)}  {comment.Author}:\n{comment.Body}\n\n");
        return Html(request, $"#{number} {pull.Title}", Lines(objects, History.Range(objects, from, pull.HeadSha)), string.Concat(said) + diff);
    }

    private static Reply Deployments(GitHubRequest request)
    {
        var found = request.Repository.State.Deployments.Where(deployment => deployment.Environment == request["environment"]).Reverse().ToList();
        if (found.Count == 0) return Reply.NotFound();
        var lines = found.Select(deployment => $"{Times.Format(deployment.UpdatedAt)}  {deployment.Sha[..7]}  {deployment.State ?? "pending",-11}  {(deployment.Statuses.Count == 0 ? null : deployment.Statuses[^1].Description)}");
        return Html(request, $"deployments to {request["environment"]}", string.Join('\n', lines), "");
    }

    private static Reply Show(GitHubRequest request, string title, string from, string to)
    {
        var objects = request.Repository.Objects;
        var diff = CommitEndpoints.UnifiedDiff(TreeDiff.Compare(objects, objects.Commit(from).Tree, objects.Commit(to).Tree));
        return Html(request, title, Lines(objects, History.Range(objects, from, to)), diff);
    }

    private static Reply Show(GitHubRequest request, string title, string commit)
    {
        var objects = request.Repository.Objects;
        return Html(request, title, Lines(objects, History.Log(objects, commit)), string.Join('\n', FileSet.Read(objects, objects.Commit(commit).Tree).Keys));
    }

    private static string Lines(ObjectStore objects, IEnumerable<string> commits) =>
        string.Join('\n', commits.Select(sha => (Sha: sha, Commit: objects.Commit(sha))).Select(item => $"{item.Sha[..7]}  {Times.Format(item.Commit.Author.At)}  {item.Commit.Author.Name}  {item.Commit.Message.Split('\n')[0]}"));

    // Everything shown was written by somebody else: nothing of it may become markup.
    private static Reply Html(GitHubRequest request, string title, string commits, string body)
    {
        var text = new StringBuilder("<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'\">");
        text.Append($"<title>{Encode(title)} · {Encode(request.Repository.FullName)}</title><h1>{Encode(request.Repository.FullName)}: {Encode(title)}</h1>");
        text.Append($"<p>A page of the sandbox, where GitHub would show its own.</p><pre>{Encode(commits)}</pre><pre>{Encode(body)}</pre></html>");
        return Reply.Text(text.ToString(), "text/html; charset=utf-8");
    }

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}
