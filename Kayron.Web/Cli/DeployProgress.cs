using System.Globalization;
using Kayron.Core.Queries;
using Kayron.Core.Reconcile;

namespace Kayron.Web.Cli;

/// <summary>Shows a deployment's steps and resource events as they come, each once.</summary>
internal sealed class DeployProgress(IChangeQueries changes, IDeploymentQueries deployments, TextWriter output)
{
    private readonly HashSet<string> _shown = [];
    private string? _last;

    public async Task ShowAsync(string environment, RunResult result, CancellationToken cancellationToken)
    {
        // How it ended is said once, by the command.
        if (!result.Moving && result.Outcome != "degraded") return;
        var step = result.Detail is null ? $"{environment}: {result.Outcome}" : $"{environment}: {result.Outcome}, {result.Detail}";
        if (step != _last) await output.WriteLineAsync(Printable.Of(step));
        _last = step;
        if (result.ChangeId is not { } id || await changes.FindAsync(id, cancellationToken) is not { DeploymentId: { } deployment }) return;
        foreach (var @event in (await deployments.FindAsync(deployment, cancellationToken))?.Events.OrderBy(@event => @event.Time) ?? Enumerable.Empty<EventView>())
        {
            if (_shown.Add(@event.Id)) await output.WriteLineAsync(Line(@event));
        }
    }

    private static string Line(EventView @event)
    {
        var resource = @event.Stack.Length == 0 ? @event.LogicalId : $"{@event.Stack}/{@event.LogicalId}";
        var time = @event.Time.ToLocalTime().ToString("HH:mm:ss", CultureInfo.InvariantCulture);
        return Printable.Of($"  {time}  {@event.Status,-36}{resource} ({@event.Type}){(@event.Reason is { } reason ? $": {reason}" : "")}");
    }
}
