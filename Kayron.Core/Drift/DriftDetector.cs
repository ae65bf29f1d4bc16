using Kayron.Core.Changes;
using Kayron.Core.Observation;
using Kayron.Core.Policies;

namespace Kayron.Core.Drift;

/// <summary>
/// Drift is a difference between planned inputs and those last applied or converged; a version that runs differently is one, too. Inputs that were found to
/// change nothing are converged until one of them, or the stack, changes.
/// </summary>
public static class DriftDetector
{
    public static IReadOnlyList<DriftReason> Detect(IReadOnlyList<ChosenRelease> releases, PlannedInputs inputs, Baseline? baseline, string stackMarker)
    {
        var digest = inputs.Digest();
        if (IsConverged(digest, baseline, stackMarker)) return [];

        var reasons = releases.Where(release => release.Moves)
            .Select(release => new DriftReason(release.Current is null ? "new release" : "version differs", release.Name, release.Current, release.Chosen)).ToList();
        if (baseline is null || baseline.InputsDigest == digest) return reasons;

        reasons.AddRange(Differences("parameter", baseline.Inputs.Parameters, inputs.Parameters, ignored: releases.Select(release => release.Definition.ParameterKey)));
        reasons.AddRange(Differences("tag", baseline.Inputs.Tags, inputs.Tags, []));
        reasons.AddRange(Differences("template", baseline.Inputs.Templates, inputs.Templates, []));
        // Versions differ without drift where a held release runs something else than was applied last: nothing would be applied.
        return reasons;
    }

    public static bool IsConverged(string inputsDigest, Baseline? baseline, string stackMarker) =>
        baseline is { Converged: true } && baseline.InputsDigest == inputsDigest && baseline.StackMarker == stackMarker;

    private static IEnumerable<DriftReason> Differences(string what, IReadOnlyDictionary<string, string> applied, IReadOnlyDictionary<string, string> planned, IEnumerable<string> ignored) =>
        applied.Keys.Union(planned.Keys).Except(ignored).Order(StringComparer.Ordinal)
            .Where(key => applied.GetValueOrDefault(key) != planned.GetValueOrDefault(key))
            .Select(key => new DriftReason($"{what} {key} differs"));
}
