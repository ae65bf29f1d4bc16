using Kayron.Core.Previews;
using Kayron.Core.Reconcile.Ports;
using Kayron.Core.Releases;

namespace Kayron.Core.Observation;

/// <summary>Reads the running version of a release off what runs.</summary>
public static class CurrentVersion
{
    public static string? Of(ReleaseDefinition release, StackState stack, IReadOnlyList<RunningService> services) => release.Kind switch
    {
        ReleaseKind.Infrastructure => stack.Parameters.GetValueOrDefault(release.ParameterKey) is { Length: > 0 } version ? version : null,
        _ => FindService(release, services)?.Completed?.Containers.Select(container => ImageReference.Parse(container.Image))
            .FirstOrDefault(image => image.Repository == release.Image)?.Version,
    };

    /// <summary>Commit of every preview that runs, by <see cref="Preview.Key"/>. One that never came up is there with what it should run.</summary>
    public static IReadOnlyDictionary<string, string> OfPreviews(IReadOnlyList<RunningService> services) =>
        services.Where(service => service.Preview is not null).GroupBy(service => Preview.KeyOf(service.Release, service.Preview!))
            .Select(same => (same.Key, Version: VersionOf(same.OrderByDescending(service => service.Completed is not null).ThenBy(service => service.Arn, StringComparer.Ordinal).First())))
            .Where(preview => preview.Version is not null).ToDictionary(preview => preview.Key, preview => preview.Version!);

    private static string? VersionOf(RunningService service) => (service.Completed ?? service.Primary).Containers.Select(container => ImageReference.Parse(container.Image))
        .FirstOrDefault(image => image.Repository == service.Release)?.Version;

    /// <summary>The release's own service, not one of its previews; where several claim to be it, the one with a completed deployment.</summary>
    public static RunningService? FindService(ReleaseDefinition release, IReadOnlyList<RunningService> services) =>
        services.Where(service => service.Release == release.Image && service.Preview is null)
            .OrderByDescending(service => service.Completed is not null).ThenBy(service => service.Arn, StringComparer.Ordinal).FirstOrDefault();
}
