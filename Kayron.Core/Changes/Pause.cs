namespace Kayron.Core.Changes;

/// <summary>Holds deployments on purpose. Null environment or service: all of them.</summary>
public sealed record Pause(long Id, string? Environment, string? Service, string Reason, string By, DateTimeOffset Since, DateTimeOffset? Until)
{
    public bool IsInForce(DateTimeOffset now) => Until is null || now < Until;

    public string Describe() => Until is { } until ? $"paused by {By} until {until:yyyy-MM-dd HH:mm} UTC: {Reason}" : $"paused by {By}: {Reason}";
}
