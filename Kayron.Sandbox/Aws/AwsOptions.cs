namespace Kayron.Sandbox.Aws;

/// <summary>What the emulated AWS is: one region, a default account and the one pair of long-lived keys that it knows.</summary>
public sealed record AwsOptions
{
    public string Region { get; init; } = "us-west-2";

    /// <summary>The account that the long-lived keys belong to; other accounts are reached by AssumeRole.</summary>
    public string Account { get; init; } = "123456789012";

    public string AccessKeyId { get; init; } = "sandbox";

    public string SecretAccessKey { get; init; } = "sandbox";

    /// <summary>How many times faster than a person can watch stack updates run: at 1 a nested service update takes about half a minute.</summary>
    public double Pace { get; init; } = 1;

    /// <summary>Items on one page of an answer where the caller names no size, as most services have it.</summary>
    public int PageSize { get; init; } = 100;

    /// <summary>Whether a task started from a multi-architecture index reports the index's digest (as newer Fargate platforms do) or its platform's manifest's.</summary>
    public bool TasksReportIndexDigest { get; init; } = true;
}
