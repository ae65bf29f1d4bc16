namespace Kayron.Sandbox.Aws;

/// <summary>Injected failures: they are counted down by the requests that they strike.</summary>
public sealed class Faults(AwsContext context)
{
    public void Add(Fault fault) => context.State.Faults.Add(fault);

    /// <exception cref="AwsException">A fault strikes this call.</exception>
    public void Strike(string api, string operation)
    {
        if (context.State.Faults.Find(fault => fault.Strikes(api, operation)) is not { } struck) return;
        if (--struck.Remaining == 0) context.State.Faults.Remove(struck);
        throw new AwsException(struck.Code, struck.Code.StartsWith("Throttling", StringComparison.Ordinal) ? "Rate exceeded" : "Injected by the sandbox.", struck.Status);
    }

    /// <summary>How the API says that it is throttling: the JSON services name an exception, S3 asks to slow down.</summary>
    public static (int Status, string Code) Throttling(string? api) => api switch
    {
        "s3" => (503, "SlowDown"),
        "ecs" or "ecr" or "tagging" => (400, "ThrottlingException"),
        _ => (400, "Throttling"),
    };
}
