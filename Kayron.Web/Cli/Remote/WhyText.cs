using System.Text;
using Kayron.Core.Queries;

namespace Kayron.Web.Cli.Remote;

/// <summary>Why something is not deployed, for people at a terminal.</summary>
internal static class WhyText
{
    /// <summary>Every gate of one release in order, met ones too; the one that its tile speaks of is pointed at.</summary>
    public static string Write(TraceView trace)
    {
        var release = trace.Release;
        var text = new StringBuilder(Printable.Of($"{release.Name} in {trace.Environment}: ")).Append(StatusText.Step(release.Current, release.Desired)).Append(Printable.Of($", {release.State}{Because(trace)}")).Append('\n');
        if (trace.Steps.Count == 0) text.Append("  nothing was judged yet\n");
        else
        {
            foreach (var (line, step) in TextTable.Align([.. trace.Steps.Select(step => (string[])[step.Decides ? ">" : "", step.Verdict, step.Gate, step.Reason])]).Zip(trace.Steps)) Append(text, line, step);
        }
        if (trace.ChangeId is { } change) Line(text, $"It is part of change {change}.");
        if (trace.NextLook is { } next) Line(text, $"It is looked at next at {next.UtcDateTime:HH:mm:ss} UTC.");
        return text.ToString().TrimEnd('\n');
    }

    /// <summary>What is in the way of each release that does not run what it should, and of the open change.</summary>
    /// <param name="traces">Of the releases that do not run what they should.</param>
    public static string Write(EnvironmentView environment, IReadOnlyList<TraceView> traces)
    {
        var text = new StringBuilder(StatusText.Heading(environment));
        if (traces.Count == 0) Line(text, environment.Releases.Count == 0 ? "no release is known yet" : "every release runs what it should");
        foreach (var trace in traces)
        {
            Line(text, $"{trace.Release.Name} {StatusText.Step(trace.Release.Current, trace.Release.Desired)} is {trace.Release.State}{Because(trace)}");
            if (trace.Steps.FirstOrDefault(step => step.Decides) is { } decides) Unblock(text, decides, "    ");
        }
        return text.ToString().TrimEnd('\n');
    }

    private static string Because(TraceView trace) => trace.Obstacle is { } obstacle ? $": {obstacle.TrimEnd('.')}" : "";

    private static void Append(StringBuilder text, string line, TraceStep step)
    {
        text.Append("  ").Append(line).Append('\n');
        if (!step.Decides) return;
        if (step.Evidence is { } evidence) text.Append("       ").Append(Printable.Of(evidence)).Append('\n');
        Unblock(text, step, "       ");
    }

    private static void Unblock(StringBuilder text, TraceStep step, string indentation)
    {
        if (step.Until is { } until) text.Append(indentation).Append("until ").Append(StatusText.Time(until)).Append('\n');
        if (step.Unblock is { Length: > 0 } unblock) text.Append(indentation).Append(Printable.Of($"lets it pass: {char.ToLowerInvariant(unblock[0])}{unblock[1..]}")).Append('\n');
    }

    private static void Line(StringBuilder text, string line) => text.Append("  ").Append(Printable.Of(line)).Append('\n');
}
