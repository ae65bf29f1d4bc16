using Kayron.Core.Observation;
using Kayron.Core.Releases;

namespace Kayron.Core.Policies.Services;

/// <summary>What the definition asks for: a version that can be found out, or that the release stays as it runs.</summary>
public sealed class DefinitionRule : IServiceRule
{
    public string Name => "Definition";

    public ServiceDecision Judge(ServiceFacts facts) => facts.Release switch
    {
        { Desired: DesiredVersion.Unresolved(var reason) } => new(Name, Verdict.Hold, reason, ReleaseState.Unresolved),
        { Desired: DesiredVersion.AsItRuns, Definition.Deploy: DeployStrategy.PreviewOnly } => new(Name, Verdict.Hold, "only its previews are deployed", ReleaseState.Suspended),
        { Desired: DesiredVersion.AsItRuns } => new(Name, Verdict.Hold, "suspended in its definition", ReleaseState.Suspended),
        { Desired: DesiredVersion.Known known, Claim: not null } => new(Name, Verdict.Allow, $"Set aside by the claim, which asks for {known.Version}"),
        { Desired: DesiredVersion.Known known } => new(Name, Verdict.Allow, $"Asks for {known.Version}"),
        _ => throw new InvalidOperationException($"no rule for {facts.Release.Definition.Name}"),
    };
}
