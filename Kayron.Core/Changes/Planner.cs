using Kayron.Core.Configuration;
using Kayron.Core.Drift;
using Kayron.Core.Observation;
using Kayron.Core.Policies;
using Kayron.Core.Previews;
using Kayron.Core.Reconcile.Ports;

namespace Kayron.Core.Changes;

/// <summary>From what is and what should be to what would be sent. Pure.</summary>
public static class Planner
{
    /// <param name="declared">Parameters that the chosen root template declares.</param>
    /// <param name="templates">Digest of each rendered template by path, its previews included.</param>
    public static EnvironmentPlan Plan(
        EnvironmentSettings environment, EnvironmentObservation observation, IReadOnlyList<ChosenRelease> releases, IReadOnlyList<DeclaredParameter> declared,
        IReadOnlyDictionary<string, string> templates, Baseline? baseline, PreviewPlan? previews = null)
    {
        var keys = declared.Select(parameter => parameter.Key).ToHashSet();
        var sendable = releases.Select(release => Undeclared(release, keys) ? release.Hold(ReleaseState.Unresolved, $"the root template declares no parameter {release.Definition.ParameterKey}") : release).ToList();
        var sent = sendable.Where(release => release.Chosen is not null && keys.Contains(release.Definition.ParameterKey)).ToList();

        var managed = new Dictionary<string, string>();
        foreach (var (key, value) in environment.Parameters)
            if (keys.Contains(key)) managed[key] = value;
        foreach (var release in sent) managed[release.Definition.ParameterKey] = release.Chosen!;

        var stack = observation.Stack;
        var inputs = new PlannedInputs(sent.ToDictionary(release => release.Name, release => release.Chosen!), managed, templates, environment.Tags)
        {
            Previews = (previews ?? PreviewPlan.None).Planned.ToDictionary(preview => preview.Key, preview => preview.Commit),
        };
        var marker = StackBase.MarkerOf(stack);
        var missing = declared.Where(parameter => parameter.Default is null && !managed.ContainsKey(parameter.Key) && !stack.Parameters.ContainsKey(parameter.Key)).ToList();
        return new EnvironmentPlan(
            observation, AsConverged(sendable, inputs, baseline, marker), inputs, marker, Send(declared, managed, stack), Merge(environment, stack),
            DriftDetector.Detect(sendable, inputs, baseline, marker, CurrentVersion.OfPreviews(observation.Services)),
            [.. missing.Select(parameter => $"the root template wants a value for {parameter.Key}: set it under Kayron:Environments:{environment.Name}:Parameters, or give it a default")])
        {
            Previews = previews ?? PreviewPlan.None,
        };
    }

    private static bool Undeclared(ChosenRelease release, HashSet<string> declared) =>
        release.Moves && !declared.Contains(release.Definition.ParameterKey);

    /// <summary>What changes nothing counts as current.</summary>
    private static List<ChosenRelease> AsConverged(List<ChosenRelease> releases, PlannedInputs inputs, Baseline? baseline, string marker) =>
        DriftDetector.IsConverged(inputs.Digest(), baseline, marker)
            ? [.. releases.Select(release => release.Moves
                ? Settled(release) : release)]
            : releases;

    private static ChosenRelease Settled(ChosenRelease release)
    {
        var current = release with { Observed = release.Observed with { Current = release.Chosen } };
        return release.State == ReleaseState.Drifted ? current with { State = ReleaseState.InSync, Reason = null } : current;
    }

    private static List<ParameterInput> Send(IReadOnlyList<DeclaredParameter> declared, Dictionary<string, string> managed, StackState stack) =>
        [.. declared.Where(parameter => managed.ContainsKey(parameter.Key) || stack.Parameters.ContainsKey(parameter.Key))
            .Select(parameter => new ParameterInput(parameter.Key, managed.GetValueOrDefault(parameter.Key)))];

    private static Dictionary<string, string> Merge(EnvironmentSettings environment, StackState stack)
    {
        var tags = new Dictionary<string, string>(stack.Tags);
        foreach (var (key, value) in environment.Tags) tags[key] = value;
        // Everything is found by this tag: it never goes.
        tags["environment"] = environment.Name;
        return tags;
    }
}
