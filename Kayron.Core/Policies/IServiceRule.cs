using Kayron.Core.Changes;
using Kayron.Core.Configuration;
using Kayron.Core.Observation;
using Kayron.Core.Queries;

namespace Kayron.Core.Policies;

/// <summary>One reason to leave a release as it runs, or at another version than the desired one. Pure. A new one is a file in Services and a line in <see cref="ServiceRules"/>.</summary>
public interface IServiceRule
{
    /// <summary>As people read it in a trace.</summary>
    string Name { get; }

    ServiceDecision Judge(ServiceFacts facts);

    /// <summary>Whether time or an edited policy alone can turn its answer, so that a simulation judges it again; the others wait for an input or a person.</summary>
    bool IsSimulated => false;
}

/// <summary>All that service rules judge a release by.</summary>
/// <param name="Pauses">In force for this environment, of any service.</param>
public sealed record ServiceFacts(EnvironmentSettings Environment, DateTimeOffset Now, ObservedRelease Release, IReadOnlyList<Pause> Pauses)
{
    /// <summary>What the environment has done that a version must soak in.</summary>
    public EnvironmentProgress Elsewhere { get; init; } = EnvironmentProgress.None;

    /// <summary>Null where none is known or none is asked for.</summary>
    public string? Desired => Release.Desired is DesiredVersion.Known { Version: var version } ? version : null;

    /// <summary>Whether the desired version is another than the running one.</summary>
    public bool Differs => Desired is not null && Desired != Release.Current;

    /// <summary>Whether the release would move: to the desired version, or back from a quarantined one.</summary>
    public bool WouldMove => Differs || (Release.Quarantine is { Instead: { } back } && back != Release.Current);
}

/// <summary>What one service rule says about one release, with what it saw.</summary>
/// <param name="Verdict">Allow, or hold: the desired version is not sent.</param>
/// <param name="State">What the release is where this rule holds it.</param>
/// <param name="Instead">Version sent where it holds; null: the running one.</param>
/// <param name="Until">When it looks different by itself; null: only a person or an input changes it.</param>
public sealed record ServiceDecision(
    string Rule, Verdict Verdict, string Reason, ReleaseState State = ReleaseState.Held, string? Instead = null, string? Evidence = null, DateTimeOffset? Until = null)
{
    public bool Holds => Verdict is not Verdict.Allow;

    public DecisionView ToView() => new(Rule, Verdicts.Name(Verdict), Reason, Evidence, Until);
}
