using Kayron.Core.Queries;

namespace Kayron.Web.Components.Presentation;

/// <summary>What runs where: releases × environments.</summary>
public sealed record Matrix(IReadOnlyList<string> Environments, IReadOnlyList<MatrixRow> Rows)
{
    /// <summary>Environments that cannot be looked at now, and when they were last: their columns are as old as that.</summary>
    public IReadOnlyDictionary<string, DateTimeOffset> Old { get; init; } = new Dictionary<string, DateTimeOffset>();

    /// <param name="attempts">Latest deployments, newest first.</param>
    public static Matrix Of(IReadOnlyList<EnvironmentView> environments, IReadOnlyList<DeploymentSummary> attempts)
    {
        var cells = environments.SelectMany(environment => environment.Releases.Select(release => MatrixCell.Of(environment, release, attempts))).ToList();
        var rows = cells
            .GroupBy(cell => cell.Release.Name)
            .OrderBy(row => row.First().Release.Kind != "infrastructure")
            .Select(row => new MatrixRow(row.Key, [.. environments.Select(environment => row.FirstOrDefault(cell => cell.Environment == environment.Name))]));
        return new([.. environments.Select(environment => environment.Name)], [.. rows])
        {
            Old = environments.Where(environment => environment is { Problem: not null, SeenAt: not null }).ToDictionary(environment => environment.Name, environment => environment.SeenAt!.Value),
        };
    }

    public Matrix Where(string? text, bool differing) => this with
    {
        Rows = [.. Rows.Where(row => (string.IsNullOrWhiteSpace(text) || row.Release.Contains(text.Trim(), StringComparison.OrdinalIgnoreCase)) && (!differing || row.Differs))],
    };

    /// <summary>One environment's cells, what needs a person first and what is quiet last.</summary>
    public IReadOnlyList<MatrixCell> Column(int environment) =>
        [.. Rows.Select(row => row.Cells[environment]).OfType<MatrixCell>().OrderBy(cell => Urgency(cell.Mark.Tone))];

    private static int Urgency(Tone tone) => tone switch { Tone.Fail => 0, Tone.Wait => 1, Tone.Run => 2, Tone.Drift => 3, Tone.Held => 4, _ => 5 };
}

/// <param name="Cells">In the order of the environments; null where the release does not exist there.</param>
public sealed record MatrixRow(string Release, IReadOnlyList<MatrixCell?> Cells)
{
    public bool Differs => Cells.Any(cell => cell is not null && ReleaseState.Differs(cell.Release));
}

/// <param name="Href">Where the reason is told in full.</param>
public sealed record MatrixCell(string Environment, ReleaseView Release, Mark Mark, string Href)
{
    public bool InSync => Release.State == "in-sync";

    public static MatrixCell Of(EnvironmentView environment, ReleaseView release, IReadOnlyList<DeploymentSummary> attempts)
    {
        var attempt = Attempt(environment.Name, release, attempts);
        var mark = IsSeenLater(environment, release, attempt) ? Mark.Ok("deployed") : ReleaseState.Presentation(release, environment.Change, attempt);
        return new(environment.Name, release, mark, Target(environment, release, attempt));
    }

    /// <summary>It was deployed since the environment was last looked at: what is stored still shows the version before.</summary>
    private static bool IsSeenLater(EnvironmentView environment, ReleaseView release, DeploymentSummary? attempt) =>
        release.State == "drifted" && attempt is { State: "succeeded", EndedAt: { } ended } && ended >= environment.LastRun?.StartedAt;

    private static DeploymentSummary? Attempt(string environment, ReleaseView release, IReadOnlyList<DeploymentSummary> attempts) =>
        attempts.FirstOrDefault(attempt => attempt.Environment == environment
            && attempt.Releases.Any(changed => changed.Name == release.Name && changed.To == release.Desired));

    private static string Target(EnvironmentView environment, ReleaseView release, DeploymentSummary? attempt)
    {
        if (attempt is { State: "executing" or "verifying" or "failed" }) return Paths.Deployment(attempt.Id);
        return environment.Change is { } change && change.Releases.Any(changed => changed.Name == release.Name)
            ? Paths.Change(change.Id)
            : Paths.Environment(environment.Name);
    }
}
