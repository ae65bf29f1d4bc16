using CsCheck;
using Kayron.Core.Configuration;
using Kayron.Tests.Support;

namespace Kayron.Tests.Safety;

/// <summary>Random histories, and how one that goes wrong is made small.</summary>
internal static class Histories
{
    private static readonly Gen<int> Service = Gen.Int[0, 1];
    private static readonly Gen<int> Version = Gen.Int[0, SafetyWorld.VersionCount - 1];
    private static readonly Gen<Person> Someone = Gen.Enum<Person>();
    private static readonly Gen<VersionGate> Gate = One(VersionGate.Auto, VersionGate.Auto, VersionGate.Auto, VersionGate.Approve, VersionGate.Deny);

    private static readonly Gen<Step> Run = Always(new Step.Run());
    private static readonly Gen<Step> TakeOver = Always(new Step.TakeOver());
    private static readonly Gen<Step> Publish = Gen.Select(Service, Gen.Int[1, SafetyWorld.VersionCount - 1], One(Person.Ada, Person.Grace), (service, further, author) => (Step)new Step.Publish(service, further, author));
    private static readonly Gen<Step> MoveTags = Always(new Step.MoveTags());
    private static readonly Gen<Step> ChangeStack = Gen.Select(Service, Version, (service, version) => (Step)new Step.ChangeStack(service, version));
    private static readonly Gen<Step> Pause = Gen.Select(One<int?>(null, null, 0, 1), One<int?>(null, 30), (service, minutes) => (Step)new Step.Pause(service, minutes));
    private static readonly Gen<Step> Approve = Gen.Frequency((3, One(Person.Linus, Person.Margaret)), (1, Someone)).Select(by => (Step)new Step.Approve(by));
    private static readonly Gen<Step> Reject = Someone.Select(by => (Step)new Step.Reject(by));
    private static readonly Gen<Step> ChangeTemplates = Someone.Select(author => (Step)new Step.ChangeTemplates(author));
    private static readonly Gen<Step> Advance = One(1, 10, 45, 90).Select(minutes => (Step)new Step.Advance(minutes));

    private static readonly Gen<Step> Configure = Gen.Select(
        One(0, 1, 1, 2), Gate, Gate, Gate, One<(int, int)?>(null, null, (725, 735), (780, 900)), One<TimeSpan?>(null, null, TimeSpan.FromHours(1)),
        (required, minor, major, downgrade, closed, expires) => (Step)new Step.Configure(new Rules(required, minor, major, downgrade, closed, expires)));

    private static readonly Gen<Step> Crash = Gen.Select(Gen.Enum<LoopCall>(), Gen.Bool, (call, after) => (Step)new Step.Crash(call, after));

    private static readonly Gen<Step> CrashBetween = One<Step>(new Step.Crash(LoopCall.BeginDeployment, true), new Step.Crash(LoopCall.ExecuteChangeSet, false));

    /// <summary>What is looked at last cannot be overtaken by less than a crash: between it and the execution nothing else is put.</summary>
    private static readonly Gen<Step> Meanwhile = Gen.OneOf(
        Gen.Select(One(LoopCall.AddChange, LoopCall.CreateChangeSet, LoopCall.SaveChange), Gen.Bool, Gen.OneOf(Publish, MoveTags, ChangeStack, Pause, Reject, Advance, TakeOver),
            (call, after, what) => (Step)new Step.Meanwhile(call, after, what)),
        Gen.OneOf(Pause, Reject, Advance, TakeOver).Select(what => (Step)new Step.Meanwhile(LoopCall.BeginDeployment, false, what)));

    private static readonly Gen<Step> Plain = Always(new Step.Configure(Rules.Plain));
    private static readonly Gen<Step> CloseWindow = Always(new Step.Configure(Rules.Plain with { Closed = (1, 1439) }));
    private static readonly Gen<Step> LetExpire = Always(new Step.Configure(Rules.Plain with { Expires = TimeSpan.FromHours(1) }));

    /// <summary>Steps that follow each other often enough for something to happen at all.</summary>
    private static readonly Gen<Step[]> Scene = Gen.Frequency(
        (4, Scenes(Publish, Run)), (6, Scenes(Publish, Run, Approve, Approve, Run)), (4, Scenes(Publish, Run, Approve, Approve, Crash)), (4, Scenes(Publish, Run, Approve, Approve, Meanwhile)),
        (3, Scenes(Publish, Run, Approve, Approve, Gen.OneOf(MoveTags, ChangeStack).Select(what => (Step)new Step.Meanwhile(LoopCall.SaveChange, false, what)))), (2, Scenes(Publish, Meanwhile)), (2, Scenes(Publish, Run, Approve, Approve, MoveTags, Run)), (2, Scenes(Publish, Run, Approve, ChangeStack, Run)), (2, Scenes(Publish, Run, Approve, Approve, Publish, Run)),
        (3, Scenes(Publish, Run, Approve, Approve, CrashBetween, Gen.OneOf(Pause, Advance, ChangeStack), Run)), (3, Scenes(Publish, Run, Approve, Approve, CrashBetween, MoveTags, Run)), (2, Scenes(Publish, Run, Pause, Approve, Approve, Run, Always(new Step.Resume()))),
        (2, Scenes(Publish, Run, Reject, Run)), (2, Scenes(Configure, Publish, Run)), (2, Scenes(Advance, Run)), (2, Scenes(CloseWindow, Publish, Run, Approve, Approve, Run, Plain)), (2, Scenes(LetExpire, Publish, Run, Always(new Step.Advance(90)), Approve, Approve, Run, Plain)), (1, Scenes(Always(new Step.Override()), Run)),
        (5, Scenes(Always(new Step.FailNextUpdate()), Publish, Run, Approve, Approve, Run, Approve, Approve, Run)), (1, Scenes(Always(new Step.Retry()), Run, Approve, Approve, Run)),
        (1, Scenes(Always(new Step.RollBack()), Run, Approve, Approve, Run)), (1, Scenes(ChangeTemplates, Run)), (1, Scenes(Publish, Approve, Always(new Step.RunTwo()))),
        (3, Scenes(Publish, Run, Publish, Run, Gen.Select(Someone, Gen.Bool, (by, older) => (Step)new Step.ApproveStale(by, older)), Always(new Step.ApproveAsOperator()), Run)));

    public static Gen<List<Step>> OfEverything { get; } = Scene.List[5, 10].Select(scenes => scenes.SelectMany(scene => scene).ToList());

    /// <summary>Two processes take turns and run at once, also between the word that a change starts and its execution; nothing asks for people.</summary>
    public static Gen<List<Step>> OfTwoProcesses { get; } = Gen.Frequency(
        (8, Scenes(Publish, Gen.Select(Gen.Enum<LoopCall>(), Gen.Bool, (call, after) => (Step)new Step.Meanwhile(call, after, new Step.TakeOver())), Run)), (2, Scenes(Publish, Always(new Step.RunTwo()), Run)))
        .List[2, 5].Select(scenes => scenes.SelectMany(scene => scene).Prepend(new Step.Configure(Rules.Plain with { Required = 0 })).ToList());

    /// <summary>Of nothing that people or Kayron do: the world alone moves.</summary>
    public static Gen<List<Step>> OfTheWorld { get; } = Gen.OneOf(Publish, Publish, MoveTags, ChangeStack, ChangeTemplates).List[1, 6];

    /// <summary>Lives through so many histories; the first that breaks a rule fails with its seed, and with as few steps as still break one.</summary>
    /// <remarks>CsCheck_Seed in the process's environment replays one.</remarks>
    public static async Task SampleAsync(Gen<List<Step>> histories, int count, Func<IReadOnlyList<Step>, Task<string?>> live)
    {
        var replay = Environment.GetEnvironmentVariable("CsCheck_Seed");
        var random = replay is null ? PCG.ThreadPCG : PCG.Parse(replay);
        for (var number = 0; number < (replay is null ? count : 1); number++)
        {
            var seed = random.ToString(random.State);
            IReadOnlyList<Step> history = histories.Generate(random, null, out _);
            if (await live(history) is not { } broken) continue;
            (history, broken) = await ShrinkAsync(history, broken, live);
            Assert.Fail($"{broken}\nCsCheck_Seed={seed}\n{string.Join('\n', history)}");
        }
    }

    private static Gen<Step> Always(Step step) => Gen.Const(step);

    private static Gen<Step[]> Scenes(params Gen<Step>[] steps) =>
        steps.Aggregate(Gen.Const(Array.Empty<Step>()), (scene, step) => Gen.Select(scene, step, (before, next) => (Step[])[.. before, next]));

    private static Gen<T> One<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    private static async Task<(IReadOnlyList<Step>, string)> ShrinkAsync(IReadOnlyList<Step> history, string broken, Func<IReadOnlyList<Step>, Task<string?>> live)
    {
        for (var width = history.Count / 2; width > 0; width = width == 1 ? 0 : width / 2)
        {
            for (var start = history.Count - width; start >= 0; start -= width)
            {
                IReadOnlyList<Step> shorter = [.. history.Take(start), .. history.Skip(start + width)];
                if (await live(shorter) is not { } still) continue;
                (history, broken) = (shorter, still);
                start = Math.Min(start, history.Count);
            }
        }
        return (history, broken);
    }
}
