namespace Kayron.Core.Policies.Services;

/// <summary>Says that a claim chooses the desired version. It holds nothing: what a claim deploys passes the other rules.</summary>
public sealed class ClaimRule : IServiceRule
{
    public string Name => "Claim";

    public ServiceDecision Judge(ServiceFacts facts) => facts.Release.Claim is { } claim
        ? new(Name, Verdict.Allow, claim.Describe(), Until: claim.Until)
        : new(Name, Verdict.Allow, "Nobody claims it");
}
