using Kayron.Core.Commands;
using Kayron.Core.Configuration;
using Kayron.Core.Queries;
using Kayron.Core.Reconcile;
using Kayron.Core.Reconcile.Ports;
using Kayron.Tests.Support;

namespace Kayron.Tests.Safety;

internal sealed partial class SafetyWorld
{
    private const int MostRuns = 60;
    private static readonly Actor Olga = Actor("Olga", Role.Operator);

    private Task TakeAsync(Step step) => step switch
    {
        Step.Publish(var service, var further, var author) => PublishAsync(Services[service], further, author),
        Step.MoveTags => MoveTagsAsync(),
        Step.ChangeTemplates(var author) => ChangeTemplatesAsync(author),
        Step.ChangeStack(var service, var version) => ChangeStackAsync(Services[service], Versions[version]),
        Step.Pause(var service, var minutes) => PauseAsync(service is null ? null : Services[service.Value], minutes),
        Step.Resume => ResumeAsync(),
        Step.Approve(var by) => ApproveAsync(by),
        Step.ApproveStale(var by, var older) => ApproveStaleAsync(by, older),
        Step.ApproveAsOperator => ApproveAsOperatorAsync(),
        Step.Reject(var by) => RejectAsync(by),
        Step.Override => OverrideAsync(),
        Step.Retry => RetryAsync(),
        Step.RollBack => RollBackAsync(),
        Step.Configure(var rules) => ConfigureAsync(rules),
        Step.Advance(var minutes) => Done(() => _clock.Advance(TimeSpan.FromMinutes(minutes))),
        Step.FailNextUpdate => Done(() => _world.Sandbox.Actions.FailNextUpdate(Stack)),
        Step.Run => RunAsync(),
        Step.RunTwo => RunTwoAsync(),
        Step.Crash(var call, var after) => CrashAsync(new Crash($"{(after ? "after" : "before")} {call}")),
        Step.Meanwhile(var call, var after, var what) => MeanwhileAsync(call, after, what),
        Step.TakeOver => TakeOverAsync(),
        _ => throw new InvalidOperationException($"no step {step}"),
    };

    private async Task PublishAsync(string service, int further, Person author)
    {
        var version = Versions[(Array.IndexOf(Versions, _wanted[service]) + further) % Versions.Length];
        if (!_images.ContainsKey((service, version)))
        {
            await _world.Sandbox.Actions.PushCommitAsync(service, "main", author: LoginOf(author), ct: Cancellation);
            await _world.Sandbox.Actions.PublishReleaseAsync(service, version, author: LoginOf(author), ct: Cancellation);
            _images[(service, version)] = await PushAsync(service, version);
        }
        _wanted[service] = version;
        Ledger.Quarantined.RemoveWhere(quarantined => quarantined.Service == service);
        await WantAsync(service, version, author);
    }

    private async Task WantAsync(string release, string version, Person author) =>
        _requests.Add((await _world.Sandbox.Actions.ChangeDefinitionAsync("releases", "main", release, $"release: \"{version}\"", LoginOf(author), Cancellation), author));

    private async Task MoveTagsAsync()
    {
        foreach (var (service, version) in _wanted) _images[(service, version)] = await PushAsync(service, version);
    }

    private async Task ChangeTemplatesAsync(Person author)
    {
        var version = $"v1.0.{++_infrastructure}";
        await _world.Sandbox.Actions.PushCommitAsync("infrastructure", "main", new Dictionary<string, string?> { ["cloudformation/more.yaml"] = $"Description: {version}\nResources:\n  Topic:\n    Type: AWS::SNS::Topic\n" }, author: LoginOf(author), ct: Cancellation);
        await _world.Sandbox.Actions.PublishReleaseAsync("infrastructure", version, author: LoginOf(author), ct: Cancellation);
        await WantAsync("infrastructure", version, author);
    }

    private async Task ChangeStackAsync(string service, string version)
    {
        var stack = (await _world.Get<IStacks>().FindAsync(_world.Settings.Environments[0], Cancellation))!;
        if (stack.IsInProgress || stack.Parameters[ParameterOf(service)] == version || !_images.ContainsKey((service, version))) return;
        _world.Sandbox.Actions.ChangeStack(Stack, new Dictionary<string, string> { [ParameterOf(service)] = version });
        Ledger.StackChanged();
    }

    private async Task PauseAsync(string? service, int? minutes)
    {
        var until = minutes is { } given ? _clock.GetUtcNow().AddMinutes(given) : (DateTimeOffset?)null;
        var paused = Assert.IsType<CommandResult.Done>(await _world.Get<IPauseCommands>().PauseAsync(Olga, new PauseRequest(service is null ? null : Name, service, "wait", until), Cancellation));
        Ledger.Paused(service, until);
        _pauses.Add(long.Parse(paused.Id!, System.Globalization.CultureInfo.InvariantCulture));
    }

    private async Task ResumeAsync()
    {
        if (_pauses.Count == 0) return;
        await _world.Get<IPauseCommands>().ResumeAsync(Olga, _pauses[0], "go on", Cancellation);
        Ledger.Resumed(0);
        _pauses.RemoveAt(0);
    }

    private async Task ApproveAsync(Person by)
    {
        if (await FindOpenAsync() is not { } open) return;
        if (await ApproveAsync(ActorOf(by), open.Id, open.Fingerprint) is CommandResult.Done) Ledger.Approved(open.Id, by);
    }

    private async Task ApproveStaleAsync(Person by, bool olderChange)
    {
        var changes = (await _world.Get<IChangeQueries>().ListAsync(Name, null, default, Cancellation)).Items;
        if (await FindOpenAsync() is not { } open || changes.FirstOrDefault(change => change.Fingerprint != open.Fingerprint) is not { } older) return;
        if (await ApproveAsync(ActorOf(by), olderChange ? older.Id : open.Id, older.Fingerprint) is CommandResult.Done) Ledger.Break($"{by} approved {open.Id} by what {older.Id} was about");
    }

    private async Task ApproveAsOperatorAsync()
    {
        if (await FindOpenAsync() is { } open && await ApproveAsync(Olga, open.Id, open.Fingerprint) is CommandResult.Done) Ledger.Break($"an operator approved {open.Id}");
    }

    private async Task RejectAsync(Person by)
    {
        if (await FindOpenAsync() is { } open && await _world.Get<IChangeCommands>().RejectAsync(ActorOf(by), open.Id, null, Cancellation) is CommandResult.Done) Ledger.Rejected(open.Id);
    }

    private async Task OverrideAsync()
    {
        if (await FindOpenAsync() is not { } open) return;
        var request = new OverrideRequest(open.Id, "the shop is down", "https://status.example.com/42", null, open.Fingerprint);
        if (await _world.Get<IOverrideCommands>().OverrideAsync(ActorOf(Person.Margaret), request, Cancellation) is CommandResult.Done) Ledger.Overridden(open.Id);
    }

    private async Task RetryAsync()
    {
        var changes = (await _world.Get<IChangeQueries>().ListAsync(Name, null, default, Cancellation)).Items;
        if (changes.Count > 0 && await _world.Get<IRetryCommands>().RetryAsync(Olga, changes[0].Id, null, Cancellation) is CommandResult.Done { Id: { } failed }) Ledger.Retried(failed);
    }

    private async Task RollBackAsync()
    {
        var deployments = (await _world.Get<IDeploymentQueries>().ListAsync(Name, null, null, default, Cancellation)).Items;
        if (deployments.FirstOrDefault(deployment => deployment.ChangeId is not null) is not { } last) return;
        if (await _world.Get<IRollbackCommands>().RollBackAsync(Olga, new RollbackRequest(last.Id, "it is slow"), Cancellation) is not CommandResult.Done) return;
        foreach (var release in last.Releases.Where(release => Services.Contains(release.Name))) Ledger.Quarantined.Add((release.Name, release.To, Ledger.ImageOf(last.ChangeId!, release.Name)));
    }

    private async Task ConfigureAsync(Rules rules)
    {
        Ledger.Rules = rules;
        await RestartAsync();
    }

    private async Task RestartAsync() => _world = await _world.RestartAsync(Install, Alter);

    private Task RunAsync() => RunUntilAsync(() => false);

    /// <returns>The last run's.</returns>
    private async Task<RunResult> RunUntilAsync(Func<bool> reached)
    {
        for (var run = 1; ; run++)
        {
            var result = await RunOnceAsync(_world);
            if (!result.Moving || reached() || run == MostRuns) return result;
        }
    }

    private async Task RunTwoAsync()
    {
        await using var other = await _world.JoinAsync(Install, Alter);
        for (var round = 0; round < 8; round++)
        {
            var results = await Task.WhenAll(RunOnceAsync(_world), RunOnceAsync(other));
            if (!results.Contains(RunResult.Elsewhere)) Ledger.Break("two processes ran at once");
        }
        await other.Get<ILeases>().ReleaseAsync(Cancellation);
    }

    private async Task CrashAsync(Crash crash)
    {
        _at = crash.DieAsync;
        try
        {
            await RunAsync();
        }
        catch (CrashException)
        {
            // It is gone, and says no more.
        }
        _at = null;
        await RestartAsync();
    }

    private async Task MeanwhileAsync(LoopCall call, bool after, Step what)
    {
        var reachedIt = false;
        _at = async (reached, isOver) =>
        {
            if (reached != call || isOver != after) return;
            (_at, reachedIt) = (null, true);
            await TakeAsync(what);
        };
        var last = await RunUntilAsync(() => reachedIt);
        _at = null;
        // Nothing is recorded after the look.
        if (reachedIt && what is Step.TakeOver && !(call == LoopCall.SaveLook && after) && last != RunResult.Elsewhere) Ledger.Break("a process went on that had lost its lease");
        await RunAsync();
    }

    private async Task TakeOverAsync()
    {
        _clock.Advance(TimeSpan.FromMinutes(3));
        await using var other = await _world.JoinAsync(Install, Alter);
        for (var run = 0; run < MostRuns && (await RunOnceAsync(other)).Moving; run++) { }
        await other.Get<ILeases>().ReleaseAsync(Cancellation);
    }

    private static async Task<RunResult> RunOnceAsync(LoopWorld world)
    {
        try
        {
            return await world.RunAsync(Name);
        }
        catch (LeaseLostException)
        {
            return RunResult.Elsewhere;
        }
    }

    private async Task<ChangeView?> FindOpenAsync()
    {
        var open = (await _world.Get<IChangeQueries>().ListAsync(Name, null, default, Cancellation)).Items.FirstOrDefault(change => change.State is "blocked" or "awaiting-approval" or "ready");
        return open is null ? null : await _world.Get<IChangeQueries>().FindAsync(open.Id, Cancellation);
    }

    private Task<CommandResult> ApproveAsync(Actor actor, string change, string fingerprint) =>
        _world.Get<IChangeCommands>().ApproveAsync(actor, new ApproveRequest(change, fingerprint), Cancellation);

    private static string LoginOf(Person person) => person.ToString().ToLowerInvariant();

    private static Task Done(Action act)
    {
        act();
        return Task.CompletedTask;
    }
}
