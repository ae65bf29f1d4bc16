using Kayron.Core.Changes;
using Kayron.Core.Configuration;
using Kayron.Core.Observation;
using Kayron.Core.Policies;
using Kayron.Core.Queries;
using Kayron.Core.Reconcile.Ports;
using Kayron.Core.Releases;
using Kayron.Core.Templates;

namespace Kayron.Core.Reconcile;

/// <summary>
/// Turns a plan into a change: reads what the stack holds now and which digests the images have, uploads the templates and computes the fingerprint.
/// Costs, once a change: two calls a stack in the tree, one image look-up a moving release or preview, one call a hundred repositories and what <see cref="ChangeContents"/> reads, one upload and one summary a new template.
/// </summary>
public sealed class ChangeDraft(IStacks stacks, IImages images, ITemplateStore templates, TemplateReader reader, IVerifiedVersions versions, ChangeContents contents, TimeProvider clock)
{
    /// <summary>Digest and summaries of uploaded templates never change.</summary>
    private readonly System.Collections.Concurrent.ConcurrentDictionary<string, TemplateSummary> _summaries = new();

    /// <param name="appliedSource">Commit of the release source that was applied last; null where none was.</param>
    public async Task<Change> WriteAsync(EnvironmentSettings environment, EnvironmentPlan plan, TemplateBundle bundle, string? appliedSource, CancellationToken cancellationToken)
    {
        var present = await stacks.ReadTemplatesAsync(environment, plan.Observation.Stack, cancellationToken);
        var approved = await ReadImagesAsync(environment, plan, cancellationToken);
        await UploadAsync(environment, bundle, cancellationToken);
        var (capabilities, masked) = await ReadCapabilitiesAsync(environment, bundle, cancellationToken);
        var @base = StackBase.Of(environment.Region, environment.ExecutionRoleArn, plan.Observation.Stack, present);
        var fingerprint = Fingerprint.Of(plan.Inputs, @base, approved, capabilities);
        var mutable = approved.Length == 0 ? [] : await images.FindMutableAsync(environment, [.. approved.Select(image => image.Repository)], cancellationToken);
        var ran = await versions.FindAsync(environment.Name, plan.Moving.ToDictionary(release => release.Name, release => release.Chosen!), cancellationToken);
        var (releases, people) = await contents.ReadAsync(environment, plan, appliedSource, cancellationToken);
        var now = clock.GetUtcNow();
        return new Change
        {
            Id = Fingerprint.ChangeId(fingerprint, now), Environment = environment.Name, State = ChangeState.Planned, Fingerprint = fingerprint, CreatedAt = now,
            Plan = new ChangePlan(
                plan.Observation.Source, plan.Observation.Stack.Name, plan.Inputs, plan.InputsDigest, plan.StackMarker, @base, bundle.RootUrl, plan.Parameters, plan.Tags, capabilities,
                environment.ExecutionRoleArn, environment.NestedChangeSets == NestedChangeSets.Auto, approved,
                releases, Parameters(plan, masked), Templates(present, bundle),
                [.. MovedTags.Since(ran, approved), .. mutable is null ? [MovedTags.NotTold] : Array.Empty<string>()])
            { People = people, Rollback = plan.Rollback, Previews = plan.Previews.Changes(), MutableRepositories = mutable ?? [] },
        };
    }

    /// <summary>Whether the change would be the same if it were planned now: not where the stack, an image or the tag of its templates moved meanwhile.</summary>
    public async Task<bool> StillHoldsAsync(EnvironmentSettings environment, Change change, StackState stack, CancellationToken cancellationToken)
    {
        if (await reader.HaveMovedAsync(environment, change.Plan.Inputs, cancellationToken)) return false;
        var present = await stacks.ReadTemplatesAsync(environment, stack, cancellationToken);
        var approved = await Task.WhenAll(change.Plan.Images.Select(image => ReadImageAsync(environment, image.Release, image.Repository, image.Version, image.Preview, cancellationToken)));
        return change.Fingerprint == Fingerprint.Of(change.Plan.Inputs, StackBase.Of(environment.Region, environment.ExecutionRoleArn, stack, present), approved, change.Plan.Capabilities);
    }

    private async Task<ApprovedImage[]> ReadImagesAsync(EnvironmentSettings environment, EnvironmentPlan plan, CancellationToken cancellationToken) =>
        await Task.WhenAll(plan.Moving.Where(release => release.Definition.Image is not null)
            .Select(release => ReadImageAsync(environment, release.Name, release.Definition.Image!, release.Chosen!, null, cancellationToken))
            .Concat(plan.Previews.Moving.Select(preview => ReadImageAsync(environment, preview.Service, preview.Image, preview.Commit, preview.Hash, cancellationToken))));

    private async Task<ApprovedImage> ReadImageAsync(EnvironmentSettings environment, string release, string repository, string version, string? preview, CancellationToken cancellationToken) =>
        await images.FindAsync(environment, repository, version, cancellationToken) is ImageLookup.Found found
            ? new ApprovedImage(release, repository, version, found.Digest, found.Manifests, preview)
            : throw new TransientException($"image {repository}:{version} is gone from the registry");

    private async Task UploadAsync(EnvironmentSettings environment, TemplateBundle bundle, CancellationToken cancellationToken)
    {
        // Children before parents: a parent that is there can be followed.
        foreach (var file in bundle.Files) await templates.PutAsync(environment, file.Key, file.Content, cancellationToken);
    }

    private async Task<(IReadOnlyList<string> Capabilities, IReadOnlySet<string> Masked)> ReadCapabilitiesAsync(EnvironmentSettings environment, TemplateBundle bundle, CancellationToken cancellationToken)
    {
        var needed = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var file in bundle.Files)
        {
            if (!_summaries.TryGetValue(file.Digest, out var summary))
                _summaries[file.Digest] = summary = await stacks.SummarizeAsync(environment, templates.UrlOf(environment, file.Key), cancellationToken);
            needed.UnionWith(summary.Capabilities);
        }
        var refused = needed.Except(environment.Capabilities).ToList();
        if (refused.Count > 0)
            throw new BlockedException($"the templates need {string.Join(", ", refused)}, which Kayron:Environments:{environment.Name}:Capabilities does not allow");
        return ([.. needed], _summaries[bundle.Root.Digest].Parameters.Where(parameter => parameter.NoEcho).Select(parameter => parameter.Key).ToHashSet());
    }

    private static List<ChangedParameter> Parameters(EnvironmentPlan plan, IReadOnlySet<string> masked)
    {
        var present = plan.Observation.Stack.Parameters;
        return [.. plan.Parameters.Where(parameter => parameter.Value is not null && parameter.Value != present.GetValueOrDefault(parameter.Key))
            .Select(parameter => masked.Contains(parameter.Key)
                ? new ChangedParameter(parameter.Key, present.ContainsKey(parameter.Key) ? "****" : null, "****")
                : new ChangedParameter(parameter.Key, present.GetValueOrDefault(parameter.Key), parameter.Value))
            .OrderBy(parameter => parameter.Key, StringComparer.Ordinal)];
    }

    private static List<ChangedTemplate> Templates(IReadOnlyList<StackTemplate> present, TemplateBundle bundle)
    {
        var planned = bundle.ByStackPath();
        var before = present.ToDictionary(template => template.Path, template => template.Body);
        return [.. before.Keys.Union(planned.Keys).Order(StringComparer.Ordinal)
            .Select(path => new ChangedTemplate(planned.GetValueOrDefault(path)?.Path ?? path, TemplateDiff.Of(before.GetValueOrDefault(path, ""), planned.GetValueOrDefault(path)?.Text ?? "")))
            .Where(template => template.Diff.Length > 0)];
    }
}
