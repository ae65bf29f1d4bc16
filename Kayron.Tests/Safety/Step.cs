using Kayron.Core.Configuration;
using Kayron.Tests.Support;

namespace Kayron.Tests.Safety;

/// <summary>Who takes part; all of them write code and may approve, Margaret administers.</summary>
public enum Person { Ada, Grace, Linus, Margaret }

/// <summary>Policies of the environment, as an operator would configure them and restart.</summary>
/// <param name="Closed">Minutes of every day, from and to, in which nothing starts; null: none.</param>
internal sealed record Rules(int Required, VersionGate Minor, VersionGate Major, VersionGate Downgrade, (int From, int To)? Closed, TimeSpan? Expires)
{
    public static Rules Plain { get; } = new(1, VersionGate.Auto, VersionGate.Auto, VersionGate.Auto, null, null);
}

/// <summary>One thing that happens to a world. What it needs beyond itself it finds in the world, so that a history stays one when steps are left out.</summary>
internal abstract record Step
{
    private Step() { }

    /// <summary>Another version of a service is released and wanted; both are the author's work.</summary>
    /// <param name="Further">How far it is from the one that was wanted, round and round the list.</param>
    public sealed record Publish(int Service, int Further, Person Author) : Step;

    /// <summary>The tags of the versions that are wanted are moved to other images.</summary>
    public sealed record MoveTags : Step;

    /// <summary>Another infrastructure version with other templates is released and wanted.</summary>
    public sealed record ChangeTemplates(Person Author) : Step;

    /// <summary>Somebody deploys a version past Kayron.</summary>
    public sealed record ChangeStack(int Service, int Version) : Step;

    public sealed record Pause(int? Service, int? Minutes) : Step;

    public sealed record Resume : Step;

    public sealed record Approve(Person By) : Step;

    /// <summary>Approves the open change with what an older one was about, or the older one itself.</summary>
    public sealed record ApproveStale(Person By, bool OlderChange) : Step;

    /// <summary>Somebody without the role tries.</summary>
    public sealed record ApproveAsOperator : Step;

    public sealed record Reject(Person By) : Step;

    public sealed record Override : Step;

    public sealed record Retry : Step;

    public sealed record RollBack : Step;

    public sealed record Configure(Rules Rules) : Step;

    public sealed record Advance(int Minutes) : Step;

    public sealed record FailNextUpdate : Step;

    /// <summary>The loop runs until it has nothing more to do by itself.</summary>
    public sealed record Run : Step;

    /// <summary>Two processes run at once, a few times.</summary>
    public sealed record RunTwo : Step;

    /// <summary>The loop runs and dies there; another process starts.</summary>
    public sealed record Crash(LoopCall Call, bool After) : Step;

    /// <summary>The loop runs, and something happens the first time that it comes there.</summary>
    public sealed record Meanwhile(LoopCall Call, bool After, Step What) : Step;

    /// <summary>Within <see cref="Meanwhile"/>: three minutes pass, another process takes over and runs.</summary>
    public sealed record TakeOver : Step;
}
