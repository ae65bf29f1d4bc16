namespace Kayron.Core.Policies.Rules;

/// <summary>What failed is not tried again until one of its inputs changes.</summary>
public sealed class RetryPolicy : IPolicy
{
    public string Name => "Retry";

    public Decision Judge(ChangeFacts facts) => facts switch
    {
        { FailedBefore: null } => new Decision(Name, Verdict.Allow, "Has not failed before"),
        { FailedBefore: { } failed, Environment.Policies.Retry.RetryFailed: true } => new Decision(Name, Verdict.Allow, "May be tried again", $"failed {failed:yyyy-MM-dd HH:mm} UTC"),
        { FailedBefore: { } failed, RetriedBy: { } by } => new Decision(Name, Verdict.Allow, $"May be tried once more: {by} says so", $"failed {failed:yyyy-MM-dd HH:mm} UTC"),
        { FailedBefore: { } failed } => new Decision(Name, Verdict.Deny, "failed before and is not tried again until a version, a template or a parameter changes, or an operator says so", $"failed {failed:yyyy-MM-dd HH:mm} UTC"),
    };
}
