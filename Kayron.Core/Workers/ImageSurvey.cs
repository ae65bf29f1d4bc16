using Kayron.Core.Configuration;
using Kayron.Core.Images;
using Kayron.Core.Reconcile.Ports;

namespace Kayron.Core.Workers;

/// <summary>What a look at all environments found.</summary>
public sealed class ImageSurvey
{
    /// <summary>Why an environment could not be read; where there is one, nothing may be deleted.</summary>
    public List<string> Problems { get; } = [];
    public List<ImageUse> Uses { get; } = [];

    /// <summary>Where each environment's images live.</summary>
    public Dictionary<string, RegistryAddress> Registries { get; } = [];

    public IReadOnlyList<ImageUse> UsesOf(ImageRepository repository, IReadOnlyList<RememberedImages> remembered) =>
        [.. Uses.Concat(RememberedUses.Of(remembered, Registries)).Where(use => use.Concerns(repository))];

    /// <summary>Every repository that a release names, with an environment through which it is reached.</summary>
    public SortedDictionary<ImageRepository, EnvironmentSettings> Repositories { get; } = new(Comparer<ImageRepository>.Create((left, right) => string.CompareOrdinal(left.ToString(), right.ToString())));
}
