using Kayron.Sandbox.GitHub.Model;
using Kayron.Sandbox.GitHub.Rest.Views;

namespace Kayron.Sandbox.GitHub.Rest.Endpoints;

internal static class CommentEndpoints
{
    private const int LongestBody = 65_536;
    private const string Conversation = Rest.Routes.Repository + "/issues/{number}/comments";
    private const string Single = Rest.Routes.Repository + "/issues/comments/{id}";

    public static IReadOnlyList<Route> Routes { get; } =
    [
        new("GET", Single, request => Reply.Ok(View(request, Find(request)))),
        new("PATCH", Single, Update),
        new("DELETE", Single, Delete),
        new("GET", Conversation, List),
        new("POST", Conversation, Create),
        new("GET", Rest.Routes.Repository + "/issues/comments", ListAll),
    ];

    private static Reply List(GitHubRequest request)
    {
        var number = Conversing(request);
        var since = DateTimeOffset.TryParse(request.Query("since"), out var asked) ? asked : DateTimeOffset.MinValue;
        return request.Page([.. request.Repository.State.Comments.Where(comment => comment.Number == number && comment.UpdatedAt >= since)], comment => View(request, comment));
    }

    private static Reply ListAll(GitHubRequest request) => request.Page(request.Repository.State.Comments, comment => View(request, comment));

    private static Reply Create(GitHubRequest request)
    {
        var comment = new Comment(request.Repository.State.NextId(), Conversing(request), request.Caller.Login, Body(request), request.Now, request.Now);
        request.Repository.State.Comments.Add(comment);
        return Reply.Created(View(request, comment));
    }

    private static Reply Update(GitHubRequest request)
    {
        var comment = Find(request);
        var changed = comment with { Body = Body(request), UpdatedAt = request.Now };
        request.Repository.State.Comments[request.Repository.State.Comments.IndexOf(comment)] = changed;
        return Reply.Ok(View(request, changed));
    }

    private static Reply Delete(GitHubRequest request)
    {
        request.Repository.State.Comments.Remove(Find(request));
        return Reply.NoContent();
    }

    private static string Body(GitHubRequest request)
    {
        var body = request.Required("IssueComment", "body");
        return body.Length <= LongestBody ? body : throw new ReplyException(Reply.Invalid("IssueComment", "body", "unprocessable", $"body is too long (maximum is {LongestBody} characters)"));
    }

    // Only pull requests have conversations here.
    private static int Conversing(GitHubRequest request)
    {
        var number = request.Number("number");
        return request.Repository.State.Pulls.Exists(pull => pull.Number == number) ? number : throw new ReplyException(Reply.NotFound());
    }

    private static Comment Find(GitHubRequest request)
    {
        var id = request.Id("id");
        return request.Repository.State.Comments.Find(comment => comment.Id == id) ?? throw new ReplyException(Reply.NotFound());
    }

    private static object View(GitHubRequest request, Comment comment) => new
    {
        id = comment.Id,
        node_id = AccountViews.NodeId("IssueComment", comment.Id),
        url = request.Links.Repository(request.Repository, $"issues/comments/{comment.Id}"),
        html_url = request.Links.Page(request.Repository, $"pull/{comment.Number}#issuecomment-{comment.Id}"),
        issue_url = request.Links.Repository(request.Repository, $"issues/{comment.Number}"),
        body = comment.Body,
        user = AccountViews.Account(request, comment.Author),
        created_at = comment.CreatedAt,
        updated_at = comment.UpdatedAt,
        author_association = "MEMBER",
    };
}
