namespace Kayron.Sandbox.Aws.CloudFormation.Execution;

/// <summary>What is still to happen, in order of time and, at one time, in the order in which it was scheduled.</summary>
public sealed class Schedule(AwsContext context)
{
    private List<Step> Steps => context.State.Steps;

    public void Now(Step step) => At(context.Now, step);

    /// <param name="seconds">As long as a person would watch it at pace 1.</param>
    public void After(double seconds, Step step) => At(context.Now + context.Scaled(seconds), step);

    public void At(DateTimeOffset due, Step step)
    {
        var index = Steps.FindLastIndex(other => other.Due <= due) + 1;
        Steps.Insert(index, step with { Due = due });
    }

    public Step? NextDue(DateTimeOffset now)
    {
        if (Steps.Count == 0 || Steps[0].Due > now) return null;
        var step = Steps[0];
        Steps.RemoveAt(0);
        return step;
    }

    public void Drop(Predicate<Step> match) => Steps.RemoveAll(match);
}
