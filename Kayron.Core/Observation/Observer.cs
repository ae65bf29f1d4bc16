using Kayron.Core.Changes;
using Kayron.Core.Configuration;
using Kayron.Core.Reconcile;
using Kayron.Core.Reconcile.Ports;
using Kayron.Core.Releases;

namespace Kayron.Core.Observation;

/// <summary>
/// Looks at one environment. Costs, where nothing drifts: GitHub one conditional request for the release source (one more for a tag) and one for each
/// distinct branch; AWS one DescribeStacks, one GetResources a hundred services, one DescribeServices ten services of a cluster.
/// </summary>
public sealed class Observer(ReleaseReader releaseReader, ISourceControl sourceControl, IStacks stacks, IRunningServices runningServices, IImages images)
{
    /// <param name="claims">In force in this environment.</param>
    /// <param name="quarantines">In force in this environment.</param>
    public async Task<EnvironmentObservation> ObserveAsync(EnvironmentSettings environment, IReadOnlyList<Claim> claims, IReadOnlyList<Quarantine> quarantines, TimeSpan maximumAge, CancellationToken cancellationToken)
    {
        var reading = releaseReader.ReadAsync(environment, maximumAge, cancellationToken);
        var finding = stacks.FindAsync(environment, cancellationToken);
        var running = runningServices.ReadAsync(environment, cancellationToken);
        await Task.WhenAll(reading, finding, running);

        var (commit, releases) = await reading;
        if (!releases.IsValid) throw Invalid(environment, commit, releases);
        var stack = await finding ?? throw new BlockedException(
            $"there is no stack {environment.Stack} in {environment.Region}: Kayron never creates a root stack. Create it with: aws cloudformation create-stack --stack-name {environment.Stack} --region {environment.Region} --template-url URL --tags Key=environment,Value={environment.Name}");
        if (stack.Tags.TryGetValue("environment", out var owner) && owner != environment.Name)
            throw new BlockedException($"stack {stack.Name} is tagged environment={owner}: it belongs to {owner}, not to {environment.Name}. Correct Kayron:Environments:{environment.Name}:Stack (KAYRON_CLOUDFORMATION_STACK)");
        var services = await running;

        var observed = await Task.WhenAll(releases.Definitions.Select(async release => await FindQuarantineAsync(
            environment, await ObserveAsync(environment, release, FindClaim(release), stack, services, maximumAge, cancellationToken), quarantines, cancellationToken)));
        return new EnvironmentObservation(commit, observed, stack, services);

        Claim? FindClaim(ReleaseDefinition release) => release.Image is not null && Claim.IsAllowedIn(environment.Tier) ? claims.FirstOrDefault(claim => claim.Service == release.Name) : null;
    }

    private async Task<ObservedRelease> ObserveAsync(
        EnvironmentSettings environment, ReleaseDefinition release, Claim? claim, StackState stack, IReadOnlyList<RunningService> services, TimeSpan maximumAge, CancellationToken cancellationToken)
    {
        var current = CurrentVersion.Of(release, stack, services);
        try
        {
            var desired = await FindDesiredAsync(environment, release, claim is null ? release.Deploy : new DeployStrategy.Branch(claim.Branch), maximumAge, cancellationToken);
            if (release.Image is null || desired is not DesiredVersion.Known { Version: var version } || version == current)
                return new ObservedRelease(release, desired, current, null, claim);
            var image = await images.FindAsync(environment, release.Image, version, cancellationToken);
            // An image pinned by digest in the template runs under no tag: it is the desired version where its digest is.
            if (image is ImageLookup.Found found && current is not null && found.Manifests.Contains(current)) current = version;
            return new ObservedRelease(release, desired, current, image, claim);
        }
        catch (ReconcileException fault)
        {
            // What fails for one service does not stop the others: it is left as it runs.
            return new ObservedRelease(release, new DesiredVersion.Unresolved(fault.Message), current, null, claim);
        }
    }

    /// <summary>Costs one image look-up while a quarantined version has not been left yet.</summary>
    private async Task<ObservedRelease> FindQuarantineAsync(EnvironmentSettings environment, ObservedRelease release, IReadOnlyList<Quarantine> quarantines, CancellationToken cancellationToken)
    {
        var concerned = quarantines.Where(quarantine => quarantine.Release == release.Definition.Name && quarantine.Concerns(release.Desired, release.Current, release.Image));
        if (concerned.OrderByDescending(quarantine => quarantine.Wants(release.Desired, release.Image)).FirstOrDefault() is not { } quarantine) return release;
        return release.Definition.Image is { } image && quarantine.Instead is { } back && back != release.Current
            ? release with { Quarantine = quarantine, InsteadImage = await images.FindAsync(environment, image, back, cancellationToken) }
            : release with { Quarantine = quarantine };
    }

    private async Task<DesiredVersion> FindDesiredAsync(EnvironmentSettings environment, ReleaseDefinition release, DeployStrategy deploy, TimeSpan maximumAge, CancellationToken cancellationToken)
    {
        switch (deploy)
        {
            case DeployStrategy.Release(var version):
                return new DesiredVersion.Known(version);
            case DeployStrategy.Branch(var branch):
                var repository = new RepositoryName(environment.ReleaseSource.Owner, release.Repository);
                return await sourceControl.FindBranchAsync(repository, branch, maximumAge, cancellationToken) is { } head
                    ? new DesiredVersion.Known(head)
                    : new DesiredVersion.Unresolved($"{repository} has no branch {branch}");
            default:
                return new DesiredVersion.AsItRuns();
        }
    }

    private static InvalidException Invalid(EnvironmentSettings environment, string commit, ReleaseSet releases)
    {
        var first = releases.Findings[0];
        var more = releases.Findings.Count > 1 ? $" (and {releases.Findings.Count - 1} more)" : "";
        return new InvalidException($"{environment.ReleaseSource}@{commit[..Math.Min(7, commit.Length)]} is not valid: {first.Location} {first.Message}{more}", releases.Findings);
    }
}
