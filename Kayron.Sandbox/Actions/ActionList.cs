using static Kayron.Sandbox.Actions.ActionDefinition;

namespace Kayron.Sandbox.Actions;

/// <summary>The actions by name, and how their input becomes arguments.</summary>
internal static class ActionList
{
    private static readonly ActionField s_repository = Need("repository", "OWNER/REPO, or REPO of the organisation");
    private static readonly ActionField s_stack = Need("stack", "Name of the root stack");
    private static readonly ActionField s_author = May("author", "Login of whoever does it");
    private static readonly ActionField s_number = Need("number", "Number of the pull request", "number");

    public static IReadOnlyList<ActionDefinition> Of(SandboxActions actions) => [.. Repositories(actions), .. PullRequests(actions), .. Cloud(actions), .. Faults(actions)];

    private static IEnumerable<ActionDefinition> Repositories(SandboxActions actions) =>
    [
        Answering("publish-release", "Publish a GitHub release. Of the releases repository, the latest is what production runs", "commit",
            [May("repository", "Default: releases"), Need("tag", "Its tag, made where it does not exist"), May("target", "Branch or commit to tag; default: the default branch"), May("prerelease", "Never the latest", "flag"), s_author],
            async (input, ct) => await actions.PublishReleaseAsync(input.Text("repository") ?? "releases", input.Required("tag"), input.Text("target"), input.Flag("prerelease"), input.Text("author"), ct)),
        Answering("change-definition", "Change what an environment is meant to run, in the releases repository", "commit",
            [May("repository", "Default: releases"), May("branch", "Default: main"), Need("release", "Name of the release"), Need("strategy", "release: \"v1.2.3\", branch: \"main\" or suspend: true"), s_author],
            async (input, ct) => await actions.ChangeDefinitionAsync(input.Text("repository") ?? "releases", input.Text("branch") ?? "main", input.Required("release"), input.Required("strategy"), input.Text("author"), ct)),
        Answering("push-commit", "Push a commit", "commit",
            [s_repository, May("branch", "Default: main; made where it does not exist"), May("files", "New content by path", "map"), May("message", "Its message"), s_author],
            async (input, ct) => await actions.PushCommitAsync(input.Required("repository"), input.Text("branch") ?? "main", input.Map("files")?.ToDictionary(file => file.Key, file => (string?)file.Value), input.Text("message"), input.Text("author"), ct)),
        Acting("delete-branch", "Delete a branch", [s_repository, Need("branch", "Its name")],
            (input, ct) => actions.DeleteBranchAsync(input.Required("repository"), input.Required("branch"), ct)),
        Answering("move-tag", "Point a tag at another commit", "commit", [s_repository, Need("tag", "Its name"), Need("target", "Branch, tag or commit")],
            async (input, ct) => await actions.MoveTagAsync(input.Required("repository"), input.Required("tag"), input.Required("target"), ct)),
    ];

    private static IEnumerable<ActionDefinition> PullRequests(SandboxActions actions) =>
    [
        Answering("open-pull-request", "Open a pull request", "number",
            [s_repository, Need("branch", "Made where it does not exist"), May("title", "Its title"), s_author, May("fork", "From the author's fork", "flag"), May("target", "Branch to merge into; default: the default branch")],
            async (input, ct) => await actions.OpenPullRequestAsync(input.Required("repository"), input.Required("branch"), input.Text("title"), input.Text("author"), input.Flag("fork"), input.Text("target"), ct)),
        Acting("close-pull-request", "Close a pull request", [s_repository, s_number], (input, ct) => actions.ClosePullRequestAsync(input.Required("repository"), input.RequiredNumber("number"), ct)),
        Answering("merge-pull-request", "Merge a pull request", "commit", [s_repository, s_number, s_author],
            async (input, ct) => await actions.MergePullRequestAsync(input.Required("repository"), input.RequiredNumber("number"), input.Text("author"), ct)),
        Answering("comment", "Comment on a pull request", "id", [s_repository, s_number, Need("body", "What is said"), s_author],
            async (input, ct) => await actions.CommentAsync(input.Required("repository"), input.RequiredNumber("number"), input.Required("body"), input.Text("author"), ct)),
    ];

    private static IEnumerable<ActionDefinition> Cloud(SandboxActions actions) =>
    [
        Answering("push-image", "Push an image", "digest",
            [Need("image", "Its ECR repository"), May("tag", "Its tag; default: the head commit of the branch"), May("branch", "Branch whose head it is built from"), May("platforms", "Several, such as linux/amd64 and linux/arm64, make an index", "list")],
            async (input, ct) => await actions.PushImageAsync(input.Required("image"), input.Text("tag"), input.Text("branch"), input.List("platforms"), ct)),
        Acting("change-stack", "Update a stack past Kayron", [s_stack, Need("parameters", "New values by key", "map")],
            input => actions.ChangeStack(input.Required("stack"), input.Map("parameters") ?? throw new ActionInputException("parameters", "parameters is required."))),
        Acting("fail-update", "Make the next update of a stack fail", [s_stack, May("logicalId", "The resource that fails"), May("reason", "What it says"), May("rollbackFails", "Its rollback fails, too", "flag")],
            input => actions.FailNextUpdate(input.Required("stack"), input.Text("logicalId"), input.Text("reason"), input.Flag("rollbackFails"))),
        Acting("continue-rollback", "Continue a rollback that failed", [s_stack], input => actions.ContinueRollback(input.Required("stack"))),
        Acting("hang-update", "Make the next update of a stack hang", [s_stack], input => actions.HangNextUpdate(input.Required("stack"))),
        Acting("release-update", "Let a hanging update go on", [s_stack], input => actions.ReleaseUpdate(input.Required("stack"))),
        Acting("throttle-aws", "Throttle the next AWS calls", [May("api", "cloudformation, ecs, ecr, s3, sts or tagging; default: all"), May("calls", "Default: 10", "number")],
            input => actions.ThrottleAws(input.Text("api"), input.Number("calls") ?? 10)),
        Acting("fail-aws", "Answer the next AWS calls with an error", [Need("api", "cloudformation, ecs, ecr, s3, sts or tagging"), May("operation", "Default: every one"), May("status", "Default: 500", "number"), May("code", "Default: InternalFailure"), May("calls", "Default: 1", "number")],
            input => actions.FailAws(input.Required("api"), input.Text("operation"), input.Number("status") ?? 500, input.Text("code") ?? "InternalFailure", input.Number("calls") ?? 1)),
    ];

    private static IEnumerable<ActionDefinition> Faults(SandboxActions actions) =>
    [
        Acting("github-down", "Take GitHub down: for seconds, for calls, or until restored", [May("seconds", "For how long", "number"), May("calls", "For how many calls", "number")],
            input => actions.TakeGitHubDown(input.Seconds("seconds"), input.Number("calls"))),
        Acting("github-up", "End every fault of GitHub", [], _ => actions.RestoreGitHub()),
        Acting("fail-github", "Answer the next GitHub calls with a status",
            [Need("path", "Part of the request's path"), Need("status", "From 400 to 599", "number"), May("calls", "Default: 1", "number"), May("method", "Default: any"), May("retryAfter", "Seconds for the Retry-After header", "number"), May("message", "What the answer says")],
            input => actions.FailGitHub(input.Required("path"), input.RequiredNumber("status"), input.Number("calls") ?? 1, input.Text("method"), input.Number("retryAfter"), input.Text("message"))),
        Acting("limit-github", "Leave every token so many calls in its hour", [Need("remaining", "How many", "number")], input => actions.LeaveGitHubCalls(input.RequiredNumber("remaining"))),
        Acting("lag", "Let the API show a branch where it is now, for a time", [s_repository, May("branch", "Default: main"), Need("seconds", "For how long", "number")],
            (input, ct) => actions.LagAsync(input.Required("repository"), input.Text("branch") ?? "main", TimeSpan.FromSeconds(input.RequiredNumber("seconds")), ct)),
        Acting("revoke-access", "Hide a repository from every token", [s_repository], (input, ct) => actions.SetAccessAsync(input.Required("repository"), visible: false, ct)),
        Acting("grant-access", "Show a hidden repository again", [s_repository], (input, ct) => actions.SetAccessAsync(input.Required("repository"), visible: true, ct)),
        Acting("register-app", "Register a GitHub App with one installation", [Need("id", "Its id", "number"), Need("installation", "The installation's id", "number"), Need("publicKey", "RSA key in PEM form, verifies what it signs"), May("seconds", "How long its tokens are valid; default: 3600", "number")],
            input => actions.RegisterApp(input.RequiredNumber("id"), input.RequiredNumber("installation"), input.Required("publicKey"), input.Number("seconds") ?? 3600)),
        Acting("revoke-app-tokens", "End the tokens of every App before their time", [], _ => actions.RevokeAppTokens()),
        Acting("truncate-trees", "Cut the trees of a repository off", [s_repository, May("entries", "Behind how many entries; default: not any more", "number")],
            (input, ct) => actions.TruncateTreesAsync(input.Required("repository"), input.Number("entries"), ct)),
    ];

    private static ActionDefinition Answering(string name, string description, string result, IReadOnlyList<ActionField> fields, Func<ActionInput, CancellationToken, Task<object>> run) =>
        new(name, description, fields) { Run = async (input, ct) => new Dictionary<string, object> { [result] = await run(input, ct) } };

    private static ActionDefinition Acting(string name, string description, IReadOnlyList<ActionField> fields, Func<ActionInput, CancellationToken, Task> run) =>
        new(name, description, fields)
        {
            Run = async (input, ct) =>
            {
                await run(input, ct);
                return new { };
            },
        };

    private static ActionDefinition Acting(string name, string description, IReadOnlyList<ActionField> fields, Action<ActionInput> run) =>
        Acting(name, description, fields, (input, _) =>
        {
            run(input);
            return Task.CompletedTask;
        });
}
