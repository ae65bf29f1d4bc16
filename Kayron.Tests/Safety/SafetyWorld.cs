using Kayron.Core.Commands;
using Kayron.Core.Configuration;
using Kayron.Core.Queries;
using Kayron.Core.Reconcile.Ports;
using Kayron.Core.Storage;
using Kayron.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Kayron.Tests.Safety;

/// <summary>A whole loop over a small sandbox in which a history happens, and the ledger that is kept of it.</summary>
internal sealed partial class SafetyWorld : IAsyncDisposable
{
    public const int VersionCount = 4;
    private const string Name = "env01";
    private const string Stack = "server-env01";
    private static readonly string[] Services = ["service-001", "service-002"];
    private static readonly string[] Versions = ["v1.0.0", "v1.0.1", "v1.1.0", "v2.0.0"];

    private readonly ManualTime _clock = new(new DateTimeOffset(2026, 11, 25, 12, 0, 0, TimeSpan.Zero));
    private readonly Dictionary<(string Service, string Version), string> _images = [];
    private readonly Dictionary<string, string> _wanted = [];
    private readonly List<(string Commit, Person Author)> _requests = [];
    private readonly Dictionary<string, string> _sources = [];
    private readonly List<long> _pauses = [];
    private LoopWorld _world = null!;
    private Func<LoopCall, bool, Task>? _at;
    private int _infrastructure;

    private SafetyWorld() => Witness = new Witness(this);

    public Ledger Ledger { get; } = new();
    public Witness Witness { get; }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <returns>The rule that was broken; null where all held.</returns>
    public static async Task<string?> LiveAsync(IReadOnlyList<Step> history)
    {
        await using var world = await StartAsync();
        foreach (var step in history)
        {
            world._clock.Advance(TimeSpan.FromSeconds(1));
            await world.TakeAsync(step);
            if (world.Ledger.Broken is not null) break;
        }
        await world.CheckEndAsync();
        return world.Ledger.Broken;
    }

    private static async Task<SafetyWorld> StartAsync()
    {
        var world = new SafetyWorld();
        world._world = await LoopWorld.StartAsync("scale:1x2", replace: world.Install, alter: world.Alter, clock: world._clock);
        foreach (var service in Services) (world._wanted[service], world._images[(service, Versions[0])]) = (Versions[0], await world.PushAsync(service, Versions[0]));
        await world.RunAsync();
        return world;
    }

    public async ValueTask DisposeAsync() => await _world.DisposeAsync();

    /// <summary>What a change set would do, and to what, at this moment.</summary>
    public async Task<Planned> DescribeAsync(ChangeSetRequest request)
    {
        var stack = (await _world.Get<IStacks>().FindAsync(_world.Settings.Environments[0], Cancellation))!;
        var moves = request.Parameters.Where(parameter => parameter.Key.EndsWith("Version", StringComparison.Ordinal) && parameter.Value is { } to && to != stack.Parameters[parameter.Key])
            .ToDictionary(parameter => Services.FirstOrDefault(service => ParameterOf(service) == parameter.Key) ?? "infrastructure", parameter => (stack.Parameters[parameter.Key], parameter.Value!));
        var images = moves.Where(move => Services.Contains(move.Key)).ToDictionary(move => move.Key, move => _images[(move.Key, move.Value.Item2)]);
        var key = string.Join(' ', request.Parameters.Select(parameter => $"{parameter.Key}={parameter.Value}").Append(request.Template.AbsoluteUri));
        return new Planned(Witness.ChangeOf(request.Name), key, moves, images, await FindAuthorsAsync(Witness.ChangeOf(request.Name)), Ledger.Updates, _clock.GetUtcNow());
    }

    public async Task<string?> FindClosedGateAsync(string change)
    {
        await using var database = await _world.Get<IDbContextFactory<KayronDb>>().CreateDbContextAsync(Cancellation);
        var attempts = await database.Deployments.AsNoTracking().Where(deployment => deployment.ChangeId != null && deployment.Accepted).OrderByDescending(deployment => deployment.Id)
            .Select(deployment => new { deployment.ChangeId, deployment.State }).ToListAsync(Cancellation);
        return Ledger.FindClosedGate(change, _clock.GetUtcNow(), (service, version) => _images[(service, version)],
            key => attempts.Find(attempt => Ledger.KeyOf(attempt.ChangeId!) == key) is { State: Core.Changes.DeploymentState.Failed } last ? last.ChangeId : null);
    }

    /// <summary>Certain are those whose commits in the releases are new since the last one that was applied.</summary>
    private async Task<HashSet<Person>> FindAuthorsAsync(string change)
    {
        await using var database = await _world.Get<IDbContextFactory<KayronDb>>().CreateDbContextAsync(Cancellation);
        _sources[change] = (await database.Changes.AsNoTracking().FirstAsync(row => row.Id == change, Cancellation)).Plan.Source;
        var applied = (await database.Baselines.AsNoTracking().FirstOrDefaultAsync(Cancellation))?.ChangeId is { } last ? _sources[last] : null;
        var read = _requests.FindIndex(request => request.Commit == _sources[change]);
        // Before anything was applied the newest commit alone is looked at.
        var from = applied is null ? read - 1 : _requests.FindIndex(request => request.Commit == applied);
        return [.. _requests.Skip(from + 1).Take(read - from).Select(request => request.Author)];
    }

    /// <summary>At the wire nothing was altered that the witness has not seen, CloudFormation began no update twice, and no change has two deployments.</summary>
    private async Task CheckEndAsync()
    {
        foreach (var call in _world.Sandbox.Calls.Counts().Where(call => call.Api != "github" && !IsRead(call.Operation)).GroupBy(call => call.Operation))
        {
            if (!Witness.Calls.TryGetValue(call.Key, out var seen)) Ledger.Break($"{call.Key} was called");
            else if (call.Key == "ExecuteChangeSet" && call.Sum(each => each.Count) != seen) Ledger.Break($"{call.Key} was called past the port");
        }
        var stacks = _world.Get<IStacks>();
        var environment = _world.Settings.Environments[0];
        var events = await stacks.ReadEventsAsync(environment, (await stacks.FindAsync(environment, Cancellation))!, DateTimeOffset.UnixEpoch, Cancellation);
        var begun = events.Where(@event => @event is { Stack: "", LogicalId: Stack, Status: "UPDATE_IN_PROGRESS", ClientToken: not null }).Select(@event => @event.ClientToken!);
        await using var database = await _world.Get<IDbContextFactory<KayronDb>>().CreateDbContextAsync(Cancellation);
        var deployments = await database.Deployments.Where(deployment => deployment.ChangeId != null).Select(deployment => deployment.ChangeId!).ToListAsync(Cancellation);
        foreach (var twice in begun.Concat(deployments).CountBy(each => each).Where(each => each.Value > 1)) Ledger.Break($"{twice.Key} was deployed {twice.Value} times");
    }

    private static bool IsRead(string operation) =>
        operation.StartsWith("Describe", StringComparison.Ordinal) || operation.StartsWith("List", StringComparison.Ordinal) || operation.StartsWith("Get", StringComparison.Ordinal)
        || operation.StartsWith("Head", StringComparison.Ordinal) || operation.StartsWith("Batch", StringComparison.Ordinal) && operation.Contains("Get", StringComparison.Ordinal);

    private void Install(IServiceCollection services)
    {
        services.Wrap<IStacks>(inner => new Witness.Stacks(Witness, inner));
        services.Wrap<ITemplateStore>(inner => new Witness.Templates(Witness, inner));
        new LoopBoundaries((call, isOver) =>
        {
            if (call == LoopCall.BeginDeployment && isOver) Ledger.Begun();
            return _at?.Invoke(call, isOver) ?? Task.CompletedTask;
        }).Install(services);
    }

    private EnvironmentSettings Alter(EnvironmentSettings environment) => environment with
    {
        Previews = new PreviewSettings(false),
        Policies = environment.Policies with
        {
            Approval = new ApprovalSettings(Ledger.Rules.Required, Expires: Ledger.Rules.Expires),
            VersionClass = new VersionClassSettings(Minor: Ledger.Rules.Minor, Major: Ledger.Rules.Major, Downgrade: Ledger.Rules.Downgrade),
            Window = Ledger.Rules.Closed is var (from, to) ? new WindowSettings([], [new TimeWindow([], Time(from), Time(to), null, null, DateTimeZone.Utc, null)]) : WindowSettings.Always,
        },
    };

    private static LocalTime Time(int minutes) => new(minutes / 60, minutes % 60);

    private Task<string> PushAsync(string service, string version) => _world.Sandbox.Actions.PushImageAsync(service, version, ct: Cancellation);

    private static string ParameterOf(string service) => $"Service{service[^3..]}Version";

    private static Actor ActorOf(Person person) => Actor(person.ToString(), person == Person.Margaret ? Role.Administrator : Role.Approver);

    private static Actor Actor(string name, Role role) => new($"sandbox:{name.ToLowerInvariant()}", name.ToLowerInvariant(), name, new Dictionary<string, Role> { [Core.Commands.Actor.Everywhere] = role }, "test");
}
