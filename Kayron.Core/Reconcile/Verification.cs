using Kayron.Core.Changes;
using Kayron.Core.Configuration;
using Kayron.Core.Observation;
using Kayron.Core.Queries;
using Kayron.Core.Reconcile.Ports;

namespace Kayron.Core.Reconcile;

/// <summary>
/// Success is what runs, not what CloudFormation says: every running task of a release's primary deployment must have the approved digest, or that of one
/// of its manifests. Sidecars do not count. A service scaled to zero is verified by its task definition.
/// </summary>
public sealed class Verification(IRunningServices runningServices)
{
    /// <summary>After the update's end.</summary>
    public static readonly TimeSpan Deadline = TimeSpan.FromMinutes(10);

    public async Task<IReadOnlyList<VerificationView>> LookAsync(EnvironmentSettings environment, Change change, CancellationToken cancellationToken)
    {
        if (change.Plan.Images.Count == 0) return [];
        var services = await runningServices.ReadAsync(environment, cancellationToken);
        return await Task.WhenAll(change.Plan.Images.Select(image => LookAsync(environment, image, services, cancellationToken)));
    }

    /// <param name="services">As they run now.</param>
    public async Task<VerificationView> LookAsync(EnvironmentSettings environment, ApprovedImage image, IReadOnlyList<RunningService> services, CancellationToken cancellationToken)
    {
        var service = services.Where(service => service.Release == image.Release && service.Preview == image.Preview).OrderBy(service => service.Arn, StringComparer.Ordinal).FirstOrDefault();
        return service is null
            ? new VerificationView(image.Release, image.Version, image.Digest, "pending", $"no ECS service with the tags environment={environment.Name}, service={image.Release}{(image.Preview is { } preview ? $", preview={preview}" : "")}", image.Preview)
            : Judge(image, service, service.DesiredCount == 0 ? [] : await runningServices.ReadTasksAsync(environment, service, cancellationToken));
    }

    /// <summary>Pure: what one service and its tasks prove about one image.</summary>
    /// <param name="tasks">Null where they cannot be seen, at an emulator: its count has to do.</param>
    public static VerificationView Judge(ApprovedImage image, RunningService service, IReadOnlyList<RunningTask>? tasks)
    {
        VerificationView Say(string state, string detail) => new(image.Release, image.Version, image.Digest, state, detail, image.Preview);

        var defined = service.Primary.Containers.Select(container => ImageReference.Parse(container.Image)).FirstOrDefault(reference => reference.Repository == image.Repository);
        if (defined is null) return Say("pending", $"no container of {service.Name} runs {image.Repository}");
        if (defined.Tag is { } tag ? tag != image.Version : defined.Digest is not { } pinned || !image.Manifests.Contains(pinned))
            return Say("pending", $"{service.Name} wants {defined.Version}, not {image.Version}");
        if (service.DesiredCount == 0) return Say("verified", "scaled to zero; its task definition names the approved version");
        if (service.Primary.RolloutState == "FAILED") return Say("failed", service.Primary.RolloutReason ?? "its deployment failed");

        if (service.Primary.RolloutState == "COMPLETED" && tasks is null && service.Primary.Running >= service.DesiredCount)
            return Say("verified", $"{service.Primary.Running} tasks are counted, but none is listed; its task definition names the approved version");

        var running = (tasks ?? []).Where(task => task.LastStatus == "RUNNING" && (task.Deployment is null || task.Deployment == service.Primary.Id)).ToList();
        if (service.Primary.RolloutState != "COMPLETED" || running.Count < service.DesiredCount)
            return Say("pending", $"{running.Count} of {service.DesiredCount} tasks run");
        var others = running.SelectMany(task => task.Containers).Where(container => ImageReference.Parse(container.Image).Repository == image.Repository)
            .Select(container => container.Digest).Where(digest => digest is null || !image.Manifests.Contains(digest)).Distinct().ToList();
        return others.Count == 0
            ? Say("verified", running.Count == 1 ? "1 task runs the approved image" : $"{running.Count} tasks run the approved image")
            : Say("pending", $"a task runs {others[0] ?? "an image without a digest"}, not what was approved");
    }
}
