using Kayron.Sandbox.Actions;

namespace Kayron.Sandbox;

public sealed partial class SandboxActions
{
    /// <summary>Pushes an image under a tag, or, without one, under the head commit of a branch of the repository with the image's name.</summary>
    /// <param name="platforms">Several make a multi-architecture index.</param>
    /// <returns>The image's digest.</returns>
    public async Task<string> PushImageAsync(string image, string? tag = null, string? branch = null, IReadOnlyList<string>? platforms = null, CancellationToken ct = default)
    {
        if (tag is not null && branch is not null) throw new ActionInputException("branch", "Give a tag or a branch, not both.");
        var under = tag ?? await OnAsync(image, found => found.Branch(branch ?? found.State.DefaultBranch) ?? throw new ActionInputException("branch", $"{found.FullName} has no branch {branch}."), ct);
        return aws.PushImage(image, under, platforms: platforms);
    }

    /// <summary>Somebody updates a stack with other parameters, past Kayron.</summary>
    public void ChangeStack(string stack, IReadOnlyDictionary<string, string> parameters) => aws.ChangeStackBehindTheBack(Stack(stack), parameters);

    /// <summary>The next update of a stack fails, at a resource and with a reason if they are given.</summary>
    /// <param name="rollbackFails">Its rollback fails, too: the stack is left in UPDATE_ROLLBACK_FAILED until <see cref="ContinueRollback"/>.</param>
    public void FailNextUpdate(string stack, string? logicalId = null, string? reason = null, bool rollbackFails = false) => aws.FailNextUpdate(Stack(stack), logicalId, reason, rollbackFails);

    /// <summary>Somebody has mended what kept a stack from rolling back, and continues the rollback.</summary>
    public void ContinueRollback(string stack) => aws.ContinueRollback(Stack(stack));

    /// <summary>The next update of a stack stops half-way until <see cref="ReleaseUpdate"/>.</summary>
    public void HangNextUpdate(string stack) => aws.HangNextUpdate(Stack(stack));

    public void ReleaseUpdate(string stack) => aws.Release(Stack(stack));

    /// <summary>The next calls of an AWS API (cloudformation, ecs, ecr, s3, sts, tagging), or of all, are throttled.</summary>
    public void ThrottleAws(string? api, int calls) => aws.Throttle(api, calls);

    /// <summary>The next calls of an AWS operation are answered with an error.</summary>
    public void FailAws(string api, string? operation, int status, string code, int calls = 1) => aws.Fail(api, operation, status, code, calls);

    private string Stack(string stack) => aws.StackNames().Contains(stack) ? stack : throw new ActionInputException("stack", $"There is no stack {stack}.");
}
