using Kayron.Core.Queries;

namespace Kayron.Web.Components.Presentation;

/// <summary>What GitHub knows of a release's deployment, and whether it should know more.</summary>
public static class ToldState
{
    public static Mark Presentation(ToldView told) => told switch
    {
        { Pending: false, Problem: not null } => Mark.Fail("not told"),
        { Pending: true, Problem: not null } => Mark.Drift("told later"),
        { Pending: true } => new(Glyph.Clock, Tone.Quiet, "to be told"),
        _ => Mark.Ok($"told: {Name(told.State)}"),
    };

    public static string Detail(ToldView told) => told.Problem is { } problem
        ? Words.Capital(FailureText.Brief(problem))
        : told.State is null ? "GitHub knows nothing of it yet" : $"GitHub shows it as {Name(told.State)}";

    private static string Name(string? state) => state switch
    {
        "in_progress" => "in progress",
        "gone" => "deleted there",
        _ => state ?? "nothing",
    };
}
