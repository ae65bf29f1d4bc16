using System.Globalization;
using Kayron.Core.Configuration;
using Kayron.Core.Queries;
using Kayron.Core.Reconcile.Ports;
using Kayron.Tests.Support;

namespace Kayron.Tests.Safety;

internal sealed partial class SafetyWorld
{
    private static readonly Dictionary<string, string> Tags = new() { ["team"] = "shop", ["cost"] = "4711" };

    /// <returns>What differs where the same is planned again; null where nothing does.</returns>
    public static async Task<string?> PlanTwiceAsync(IReadOnlyList<Step> history)
    {
        await using var world = await StartAsync();
        foreach (var step in history) await world.TakeAsync(step);
        world._world = await world._world.RestartAsync(alter: environment => world.Alter(environment) with { Tags = Tags });
        var first = await PlanAsync(world._world);

        await world.TurnDefinitionsRoundAsync();
        world._world = await world._world.RestartAsync(alter: environment => world.Alter(environment) with { Tags = Tags });
        var again = await PlanAsync(world._world);
        if (again?.Id != first?.Id) return $"after a restart {first?.Id} became {again?.Id}";

        var culture = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = Foreign();
        try
        {
            await using var stranger = await world._world.ForgetAsync(alter: environment => world.Alter(environment) with { Tags = Tags.Reverse().ToDictionary() }, clock: new Abroad());
            var other = await PlanAsync(stranger);
            return other?.Fingerprint == first?.Fingerprint ? null : $"elsewhere {first?.Fingerprint} became {other?.Fingerprint}";
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    private static async Task<ChangeSummary?> PlanAsync(LoopWorld world)
    {
        for (var run = 0; run < MostRuns; run++)
        {
            if (!(await RunOnceAsync(world)).Moving && !(await world.Get<IStacks>().FindAsync(world.Settings.Environments[0], Cancellation))!.IsInProgress) break;
        }
        return (await world.Get<IChangeQueries>().ListAsync(Name, "awaiting-approval", default, Cancellation)).Items.SingleOrDefault();
    }

    /// <summary>The same definitions, the last one first.</summary>
    private async Task TurnDefinitionsRoundAsync()
    {
        const string Path = "service/service.yaml";
        var text = await File.ReadAllTextAsync(System.IO.Path.Combine(_world.Sandbox.Description.Repositories, "acme", "releases", "main", Path), Cancellation);
        var round = string.Join('\n', text.Split("- docker:", StringSplitOptions.RemoveEmptyEntries).Reverse().Select(definition => "- docker:" + definition));
        await _world.Sandbox.Actions.PushCommitAsync("releases", "main", new Dictionary<string, string?> { [Path] = round }, ct: Cancellation);
    }

    /// <summary>A culture that writes whatever it can in another way.</summary>
    private static CultureInfo Foreign()
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        (culture.NumberFormat.NegativeSign, culture.NumberFormat.NumberDecimalSeparator, culture.NumberFormat.NumberGroupSeparator) = ("minus ", ",", ".");
        (culture.DateTimeFormat.DateSeparator, culture.DateTimeFormat.TimeSeparator, culture.DateTimeFormat.ShortDatePattern) = (".", "h", "dd.MM.yy");
        return culture;
    }

    /// <summary>Another time, and far east.</summary>
    private sealed class Abroad : TimeProvider
    {
        public override TimeZoneInfo LocalTimeZone { get; } = TimeZoneInfo.CreateCustomTimeZone("far east", new TimeSpan(13, 45, 0), null, null);

        public override DateTimeOffset GetUtcNow() => new(2031, 2, 3, 4, 5, 6, TimeSpan.Zero);
    }
}
