namespace Kayron.Core.People;

/// <summary>When a session ends by itself.</summary>
/// <param name="Idle">Time without a request or a click.</param>
/// <param name="Lifetime">Time since the sign-in, whatever happens.</param>
public sealed record SessionLimits(TimeSpan Idle, TimeSpan Lifetime)
{
    public static SessionLimits Default { get; } = new(TimeSpan.FromHours(12), TimeSpan.FromDays(1));
}
