using System.Text.Json;
using Kayron.Core.Queries;

namespace Kayron.Web.Cli.Remote;

/// <summary><c>kayron status --why</c>: reads the traces of what does not run what it should, or of what was named.</summary>
/// <param name="environments">Those that are asked about.</param>
internal sealed class WhyRun(KayronApi api, IReadOnlyList<EnvironmentView> environments)
{
    /// <param name="what">An environment, a release, or null: all that differs.</param>
    /// <returns>What to print.</returns>
    /// <exception cref="CommandException">There is nothing of that name.</exception>
    public Task<string> RunAsync(string? what, bool json, CancellationToken cancellationToken)
    {
        if (what is null) return DifferingAsync(environments, json, cancellationToken);
        return environments.FirstOrDefault(environment => environment.Name == what) is { } named ? DifferingAsync([named], json, cancellationToken) : ReleaseAsync(what, json, cancellationToken);
    }

    private async Task<string> DifferingAsync(IReadOnlyList<EnvironmentView> chosen, bool json, CancellationToken cancellationToken)
    {
        var differing = new List<(EnvironmentView Environment, IReadOnlyList<TraceView> Traces)>();
        foreach (var environment in chosen) differing.Add((environment, await ReadAsync(environment, release => release.State != "in-sync", cancellationToken)));
        return json ? Json(differing.SelectMany(each => each.Traces)) : string.Join("\n\n", differing.Select(each => WhyText.Write(each.Environment, each.Traces)));
    }

    private async Task<string> ReleaseAsync(string name, bool json, CancellationToken cancellationToken)
    {
        var traces = new List<TraceView>();
        foreach (var environment in environments) traces.AddRange(await ReadAsync(environment, release => release.Name == name, cancellationToken));
        if (traces.Count == 0) throw new CommandException(ExitCode.Usage, Printable.Of($"--why: {name} is neither an environment nor a release; known are {Known()}."));
        return json ? Json(traces) : string.Join("\n\n", traces.Select(WhyText.Write));
    }

    private async Task<IReadOnlyList<TraceView>> ReadAsync(EnvironmentView view, Func<ReleaseView, bool> wanted, CancellationToken cancellationToken)
    {
        var traces = new List<TraceView>();
        foreach (var release in view.Releases.Where(wanted))
            traces.Add(await api.GetAsync<TraceView>($"environments/{RemoteCommand.Part(view.Name)}/releases/{RemoteCommand.Part(release.Name)}/trace", cancellationToken));
        return traces;
    }

    private string Known() =>
        string.Join(", ", environments.Select(environment => environment.Name).Concat(environments.SelectMany(environment => environment.Releases).Select(release => release.Name).Distinct(StringComparer.Ordinal)));

    private static string Json(IEnumerable<TraceView> traces) => JsonSerializer.Serialize(new { traces }, KayronApi.Json);
}
