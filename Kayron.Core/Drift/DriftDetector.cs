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
    public static IReadOnlyList<DriftReason> Detect(IReadOnlyList<ChosenRelease> releases, PlannedInputs inputs, Baseline? baseline, string stackMarker, IReadOnlyDictionary<string, string>? runningPreviews = null)
    {
        var digest = inputs.Digest();
        if (IsConverged(digest, baseline, stackMarker)) return [];

        var reasons = releases.Where(release => release.Moves)
            .Select(release => new DriftReason(release.Current is null ? "new release" : "version differs", release.Name, release.Current, release.Chosen)).ToList();
        reasons.AddRange(PreviewReasons(inputs.Previews, baseline?.Inputs.Previews ?? new Dictionary<string, string>(), runningPreviews ?? new Dictionary<string, string>()));
        if (baseline is null || baseline.InputsDigest == digest) return reasons;

        reasons.AddRange(Differences("parameter", baseline.Inputs.Parameters, inputs.Parameters, ignored: releases.Select(release => release.Definition.ParameterKey)));
        reasons.AddRange(Differences("tag", baseline.Inputs.Tags, inputs.Tags, []));
        reasons.AddRange(Differences("template", baseline.Inputs.Templates, inputs.Templates, []));
        // Versions differ without drift where a held release runs something else than was applied last: nothing would be applied.
        return reasons;
    }

    /// <summary>A preview that is planned otherwise than it was applied, that runs otherwise, or that runs and is not planned.</summary>
    private static IEnumerable<DriftReason> PreviewReasons(IReadOnlyDictionary<string, string> planned, IReadOnlyDictionary<string, string> applied, IReadOnlyDictionary<string, string> running)
    {
        foreach (var key in planned.Keys.Union(applied.Keys).Union(running.Keys).Order(StringComparer.Ordinal))
        {
            var (to, from) = (planned.GetValueOrDefault(key), running.GetValueOrDefault(key) ?? applied.GetValueOrDefault(key));
            if (from == to && (applied.GetValueOrDefault(key) ?? from) == to) continue;
            yield return new DriftReason($"preview {key} {(from is null ? "is new" : to is null ? "is no longer wanted" : "differs")}", key.Split('/')[0], from, to);
        }
    }

    public static bool IsConverged(string inputsDigest, Baseline? baseline, string stackMarker) =>
        baseline is { Converged: true } && baseline.InputsDigest == inputsDigest && baseline.StackMarker == stackMarker;

    private static IEnumerable<DriftReason> Differences(string what, IReadOnlyDictionary<string, string> applied, IReadOnlyDictionary<string, string> planned, IEnumerable<string> ignored) =>
        applied.Keys.Union(planned.Keys).Except(ignored).Order(StringComparer.Ordinal)
            .Where(key => applied.GetValueOrDefault(key) != planned.GetValueOrDefault(key))
            .Select(key => new DriftReason($"{what} {key} differs"));
}
