namespace Kayron.Sandbox.Aws;

/// <summary>An answer that the next calls get instead of their own.</summary>
public sealed class Fault
{
    /// <summary>The API that it strikes; null strikes all.</summary>
    public string? Api { get; init; }

    public string? Operation { get; init; }

    public required int Status { get; init; }

    public required string Code { get; init; }

    public int Remaining { get; set; }

    public bool Strikes(string api, string operation) =>
        Remaining > 0 && (Api is null || Api == api) && (Operation is null || Operation == operation);
}
