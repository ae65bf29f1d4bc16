namespace Kayron.Core.Changes;

/// <summary>An administrator's word that one change, as it was on the screen, starts past its gates.</summary>
/// <param name="Incident">Where the reason is told in full; http or https.</param>
public sealed record Override(string Account, string Name, string Reason, Uri Incident, DateTimeOffset At);
