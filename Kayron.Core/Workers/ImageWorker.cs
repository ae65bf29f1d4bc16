using Kayron.Core.Configuration;

namespace Kayron.Core.Workers;

/// <summary>Deletes old images, hourly. Processes that were started together do not stay together: each pause is a per cent longer or shorter.</summary>
public sealed class ImageWorker(KayronSettings settings, ImageCleanup cleanup) : IWorker
{
    private const double Jitter = 0.01;

    public string Name => "images";

    public TimeSpan Cooler { get; private set; } = settings.Images.Pause;

    public async Task EnsureAsync(CancellationToken cancellationToken)
    {
        Cooler = settings.Images.Pause * (1 - Jitter + (2 * Jitter * Random.Shared.NextDouble()));
        await cleanup.RunAsync(Cooler, cancellationToken);
    }
}
