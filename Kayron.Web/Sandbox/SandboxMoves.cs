using Kayron.Sandbox;

namespace Kayron.Web.Sandbox;

/// <summary>Something a person can make happen in the sandbox from its page.</summary>
/// <param name="Act">Given the fields by name; answers with what happened, in words.</param>
public sealed record SandboxMove(string Group, string Title, string Effect, IReadOnlyList<MoveField> Fields, Func<IReadOnlyDictionary<string, string>, CancellationToken, Task<string>> Act);

/// <param name="Initial">What stands in the field at first.</param>
public sealed record MoveField(string Name, string Label, string Initial);

/// <summary>The moves on the page: those of <see cref="SandboxActions"/> that show what Kayron does about them.</summary>
public static class SandboxMoves
{
    private static readonly MoveField Stack = new("stack", "Stack", "server-testing");

    public static IReadOnlyList<SandboxMove> All(SandboxActions actions) => [.. Releases(actions), .. Repositories(actions), .. Stacks(actions), .. Outages(actions)];

    private static IEnumerable<SandboxMove> Releases(SandboxActions actions) =>
    [
        new("What should run", "Change a definition", "Says in acme/releases which version an environment is meant to run: staging reads main, testing its own branch.",
            [new("release", "Release", "api"), new("version", "Version", "v1.9.0"), new("branch", "Branch", "testing")],
            async (field, ct) => $"Committed {Brief(await actions.ChangeDefinitionAsync("releases", field["branch"], field["release"], $"release: \"{field["version"]}\"", ct: ct))}."),
        new("What should run", "Publish a release", "Tags main of acme/releases. production runs the latest release.",
            [new("tag", "Tag", "v2026.12.0")],
            async (field, ct) => $"Published {field["tag"]} at {Brief(await actions.PublishReleaseAsync("releases", field["tag"], ct: ct))}."),
        new("What should run", "Push an image", "Without it, a version waits.",
            [new("image", "Image", "api"), new("tag", "Tag", "v2.0.0")],
            async (field, ct) => $"Pushed {Brief(await actions.PushImageAsync(field["image"], field["tag"], ct: ct), 15)}."),
    ];

    private static IEnumerable<SandboxMove> Repositories(SandboxActions actions) =>
    [
        new("Repositories", "Push a commit", "To a branch of any repository; an environment that follows it drifts.",
            [new("repository", "Repository", "api"), new("branch", "Branch", "main"), new("message", "Message", "Answer faster")],
            async (field, ct) => $"Committed {Brief(await actions.PushCommitAsync(field["repository"], field["branch"], message: field["message"], ct: ct))}."),
        new("Repositories", "Open a pull request", "The branch is made where it does not exist.",
            [new("repository", "Repository", "web"), new("branch", "Branch", "larger-type")],
            async (field, ct) => $"Opened {await actions.OpenPullRequestAsync(field["repository"], field["branch"], ct: ct)}."),
        new("Repositories", "Close a pull request", "Its preview goes.",
            [new("repository", "Repository", "web"), new("number", "Number", "1")],
            async (field, ct) =>
            {
                await actions.ClosePullRequestAsync(field["repository"], Number(field, "number"), ct);
                return "Closed.";
            }),
    ];

    private static IEnumerable<SandboxMove> Stacks(SandboxActions actions) =>
    [
        new("Stacks", "Change a stack behind Kayron's back", "An open change was made for another stack, and is planned again.",
            [Stack, new("parameter", "Parameter", "ApiVersion"), new("value", "Value", "v1.8.2")],
            (field, _) => Now(() => actions.ChangeStack(field["stack"], new Dictionary<string, string> { [field["parameter"]] = field["value"] }), "The update has started.")),
        new("Stacks", "Make the next update fail", "It is rolled back, and not tried again.", [Stack], (field, _) => Now(() => actions.FailNextUpdate(field["stack"]), "The next update fails.")),
        new("Stacks", "Make the next update fail for good", "It cannot even be rolled back: the stack halts.", [Stack], (field, _) => Now(() => actions.FailNextUpdate(field["stack"], rollbackFails: true), "The next update and its rollback fail.")),
        new("Stacks", "Continue a failed rollback", "As somebody who mended the cause.", [Stack], (field, _) => Now(() => actions.ContinueRollback(field["stack"]), "The rollback goes on.")),
        new("Stacks", "Make the next update hang", "Half-way, until you let it go on.", [Stack], (field, _) => Now(() => actions.HangNextUpdate(field["stack"]), "The next update hangs.")),
        new("Stacks", "Let it go on", "Ends a hanging update.", [Stack], (field, _) => Now(() => actions.ReleaseUpdate(field["stack"]), "It goes on.")),
    ];

    private static IEnumerable<SandboxMove> Outages(SandboxActions actions) =>
    [
        new("Outages", "Take GitHub down", "Environments are degraded: the last good state stays, nothing is decided on it.",
            [new("seconds", "Seconds", "60")], (field, _) => Now(() => actions.TakeGitHubDown(TimeSpan.FromSeconds(Number(field, "seconds"))), "GitHub is down.")),
        new("Outages", "Bring GitHub back", "Ends its faults.", [], (_, _) => Now(actions.RestoreGitHub, "GitHub is back.")),
        new("Outages", "Throttle AWS", "Calls are refused for a while, and tried again later.",
            [new("calls", "Calls", "20")], (field, _) => Now(() => actions.ThrottleAws(null, Number(field, "calls")), "AWS throttles.")),
    ];

    private static Task<string> Now(Action act, string done)
    {
        act();
        return Task.FromResult(done);
    }

    private static int Number(IReadOnlyDictionary<string, string> fields, string name) =>
        int.TryParse(fields[name], out var number) && number >= 0 ? number : throw new SandboxException($"{name} must be a whole number.");

    private static string Brief(string id, int length = 7) => id.Length <= length ? id : id[..length];
}
