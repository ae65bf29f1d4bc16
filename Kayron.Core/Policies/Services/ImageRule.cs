using Kayron.Core.Reconcile.Ports;

namespace Kayron.Core.Policies.Services;

/// <summary>A version is sent once its image is in the registry. Its evidence is the image's digest: a simulation reads it back.</summary>
public sealed class ImageRule : IServiceRule
{
    public const string RuleName = "Image";

    public string Name => RuleName;

    public ServiceDecision Judge(ServiceFacts facts) => facts switch
    {
        { Differs: false } => new(Name, Verdict.Allow, "Runs already"),
        { Release.Definition.Image: null } => new(Name, Verdict.Allow, "Has no image"),
        { Release.Image: ImageLookup.NoRepository } => new(Name, Verdict.Hold, $"the registry has no repository {facts.Release.Definition.Image}", ReleaseState.Unresolved),
        { Release.Image: ImageLookup.Missing } => new(Name, Verdict.Hold, $"image {facts.Desired} is not pushed yet", ReleaseState.WaitingForImage),
        { Release.Image: ImageLookup.Found found } => new(Name, Verdict.Allow, $"Image {facts.Desired} is there", Evidence: found.Digest),
        _ => throw new InvalidOperationException($"the image of {facts.Release.Definition.Name} was not looked up"),
    };
}
