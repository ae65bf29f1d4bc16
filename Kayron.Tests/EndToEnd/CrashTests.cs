using Kayron.Core.Changes;
using Kayron.Core.Configuration;
using Kayron.Core.Queries;
using Kayron.Core.Reconcile.Ports;
using Kayron.Sandbox.Hosting;
using Kayron.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Kayron.Tests.EndToEnd;

/// <summary>A process that dies at any step boundary, and another that starts after it: one execution, one history row, the right outcome.</summary>
public sealed class CrashTests
{
    public static TheoryData<string> Boundaries() =>
        [.. from point in Enum.GetValues<CrashPoint>() from side in new[] { "before", "after" } select $"{side} {point}"];

    [Theory]
    [MemberData(nameof(Boundaries))]
    public async Task A_deployment_survives_a_crash(string boundary)
    {
        var crash = new Crash(boundary);
        var world = await LoopWorld.StartAsync(replace: crash.Install);
        try
        {
            await Assert.ThrowsAsync<CrashException>(() => world.RunUntilAsync("staging", "succeeded"));
            world = await world.RestartAsync();
            await world.RunUntilAsync("staging", "succeeded", "no-drift");
            Assert.Equal("no-drift", (await world.RunAsync("staging")).Outcome);

            var deployment = Assert.Single((await world.Get<IDeploymentQueries>().ListAsync("staging", null, null, default, TestContext.Current.CancellationToken)).Items);
            Assert.Equal("succeeded", deployment.State);
            var calls = world.Sandbox.Calls.Counts();
            Assert.Equal(1, Sum(calls, "ExecuteChangeSet"));
            Assert.Equal(1, calls.Where(call => call is { Operation: "CreateChangeSet", Status: 200 }).Sum(call => call.Count));
        }
        finally
        {
            await world.DisposeAsync();
        }
    }

    private static int Sum(IReadOnlyList<CallCount> calls, string operation) => calls.Where(call => call.Operation == operation).Sum(call => call.Count);
}

/// <summary>Every call of the loop that alters something, at AWS or in the database.</summary>
public enum CrashPoint { PutTemplate, AddChange, CreateChangeSet, SaveChange, BeginDeployment, ExecuteChangeSet, SaveDeployment, EndDeployment, SaveLook }

public sealed class CrashException(string boundary) : Exception($"crashed {boundary}");

/// <summary>Dies once, before or after the first call of one kind. What comes after is not done, as if the process were gone.</summary>
internal sealed class Crash(string boundary)
{
    private bool _dead;

    public void Install(IServiceCollection services)
    {
        Wrap<ITemplateStore>(services, inner => new Templates(this, inner));
        Wrap<IStacks>(services, inner => new Stacks(this, inner));
        Wrap<IChangeStore>(services, inner => new ChangeStore(this, inner));
        Wrap<IDeploymentStore>(services, inner => new DeploymentStore(this, inner));
        Wrap<IEnvironmentStore>(services, inner => new EnvironmentStore(this, inner));
    }

    private static void Wrap<T>(IServiceCollection services, Func<T, T> wrap) where T : class
    {
        var inner = services.Last(service => service.ServiceType == typeof(T));
        services.Remove(inner);
        services.AddSingleton(provider => wrap((T)(inner.ImplementationFactory?.Invoke(provider) ?? ActivatorUtilities.CreateInstance(provider, inner.ImplementationType!))));
    }

    private async Task<T> At<T>(CrashPoint point, Func<Task<T>> act)
    {
        DieIf("before", point);
        var result = await act();
        DieIf("after", point);
        return result;
    }

    private Task At(CrashPoint point, Func<Task> act) => At(point, async () => { await act(); return true; });

    private void DieIf(string side, CrashPoint point)
    {
        if (_dead || boundary == $"{side} {point}")
        {
            _dead = true;
            throw new CrashException(boundary);
        }
    }

    private sealed class Templates(Crash crash, ITemplateStore inner) : ITemplateStore
    {
        public Uri UrlOf(EnvironmentSettings environment, string key) => inner.UrlOf(environment, key);
        public Task PutAsync(EnvironmentSettings environment, string key, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
            crash.At(CrashPoint.PutTemplate, () => inner.PutAsync(environment, key, content, cancellationToken));
    }

    private sealed class Stacks(Crash crash, IStacks inner) : IStacks
    {
        public Task<StackState?> FindAsync(EnvironmentSettings environment, CancellationToken cancellationToken) => inner.FindAsync(environment, cancellationToken);
        public Task<IReadOnlyList<StackTemplate>> ReadTemplatesAsync(EnvironmentSettings environment, StackState stack, CancellationToken cancellationToken) => inner.ReadTemplatesAsync(environment, stack, cancellationToken);
        public Task<TemplateSummary> SummarizeAsync(EnvironmentSettings environment, Uri template, CancellationToken cancellationToken) => inner.SummarizeAsync(environment, template, cancellationToken);
        public Task CreateChangeSetAsync(EnvironmentSettings environment, ChangeSetRequest request, CancellationToken cancellationToken) =>
            crash.At(CrashPoint.CreateChangeSet, () => inner.CreateChangeSetAsync(environment, request, cancellationToken));
        public Task<IReadOnlyList<string>> ListChangeSetsAsync(EnvironmentSettings environment, CancellationToken cancellationToken) => inner.ListChangeSetsAsync(environment, cancellationToken);
        public Task<ChangeSetState?> FindChangeSetAsync(EnvironmentSettings environment, string name, CancellationToken cancellationToken) => inner.FindChangeSetAsync(environment, name, cancellationToken);
        public Task ExecuteChangeSetAsync(EnvironmentSettings environment, string name, string clientToken, CancellationToken cancellationToken) =>
            crash.At(CrashPoint.ExecuteChangeSet, () => inner.ExecuteChangeSetAsync(environment, name, clientToken, cancellationToken));
        public Task DeleteChangeSetAsync(EnvironmentSettings environment, string name, CancellationToken cancellationToken) => inner.DeleteChangeSetAsync(environment, name, cancellationToken);
        public Task<IReadOnlyList<StackEvent>> ReadEventsAsync(EnvironmentSettings environment, StackState stack, DateTimeOffset since, CancellationToken cancellationToken) => inner.ReadEventsAsync(environment, stack, since, cancellationToken);
    }

    private sealed class ChangeStore(Crash crash, IChangeStore inner) : IChangeStore
    {
        public Task<Change?> FindOpenAsync(string environment, CancellationToken cancellationToken) => inner.FindOpenAsync(environment, cancellationToken);
        public Task<IReadOnlyList<Change>> FindLeftoversAsync(string environment, CancellationToken cancellationToken) => inner.FindLeftoversAsync(environment, cancellationToken);
        public Task MarkCleanedAsync(Lease lease, string changeId, CancellationToken cancellationToken) => inner.MarkCleanedAsync(lease, changeId, cancellationToken);
        public Task<IReadOnlyList<Approval>> ReadApprovalsAsync(Change change, CancellationToken cancellationToken) => inner.ReadApprovalsAsync(change, cancellationToken);
        public Task<Override?> FindOverrideAsync(Change change, CancellationToken cancellationToken) => inner.FindOverrideAsync(change, cancellationToken);
        public Task<InputsHistory> ReadHistoryAsync(string environment, string inputsDigest, CancellationToken cancellationToken) => inner.ReadHistoryAsync(environment, inputsDigest, cancellationToken);
        public Task<string?> FindSourceAsync(string changeId, CancellationToken cancellationToken) => inner.FindSourceAsync(changeId, cancellationToken);
        public Task AddAsync(Lease lease, Change change, CancellationToken cancellationToken) => crash.At(CrashPoint.AddChange, () => inner.AddAsync(lease, change, cancellationToken));
        public Task SupersedeAsync(Lease lease, string environment, string reason, CancellationToken cancellationToken) => inner.SupersedeAsync(lease, environment, reason, cancellationToken);
        public Task<bool> SaveAsync(Lease lease, Change change, IReadOnlyList<Core.Policies.Decision> decisions, CancellationToken cancellationToken) =>
            crash.At(CrashPoint.SaveChange, () => inner.SaveAsync(lease, change, decisions, cancellationToken));
    }

    private sealed class DeploymentStore(Crash crash, IDeploymentStore inner) : IDeploymentStore
    {
        public Task<(Deployment Deployment, Change Change)?> FindRunningAsync(string environment, CancellationToken cancellationToken) => inner.FindRunningAsync(environment, cancellationToken);
        public Task<Deployment?> BeginAsync(Lease lease, Change change, Deployment deployment, CancellationToken cancellationToken) =>
            crash.At(CrashPoint.BeginDeployment, () => inner.BeginAsync(lease, change, deployment, cancellationToken));
        public Task<int> SaveAsync(Lease lease, Deployment deployment, IReadOnlyList<StackEvent> events, CancellationToken cancellationToken) =>
            crash.At(CrashPoint.SaveDeployment, () => inner.SaveAsync(lease, deployment, events, cancellationToken));
        public Task EndAsync(Lease lease, Deployment deployment, Change change, Baseline? baseline, CancellationToken cancellationToken) =>
            crash.At(CrashPoint.EndDeployment, () => inner.EndAsync(lease, deployment, change, baseline, cancellationToken));
        public Task AddExternalAsync(Lease lease, Deployment deployment, IReadOnlyList<StackEvent> events, CancellationToken cancellationToken) => inner.AddExternalAsync(lease, deployment, events, cancellationToken);
    }

    private sealed class EnvironmentStore(Crash crash, IEnvironmentStore inner) : IEnvironmentStore
    {
        public Task<EnvironmentMemory> ReadAsync(string environment, CancellationToken cancellationToken) => inner.ReadAsync(environment, cancellationToken);
        public Task EndClaimsAsync(Lease lease, IReadOnlyList<Claim> lapsed, CancellationToken cancellationToken) => inner.EndClaimsAsync(lease, lapsed, cancellationToken);
        public Task EndPausesAsync(Lease lease, IReadOnlyList<Pause> lapsed, CancellationToken cancellationToken) => inner.EndPausesAsync(lease, lapsed, cancellationToken);
        public Task EndQuarantinesAsync(Lease lease, IReadOnlyList<Quarantine> over, CancellationToken cancellationToken) => inner.EndQuarantinesAsync(lease, over, cancellationToken);
        public Task SaveBaselineAsync(Lease lease, Baseline baseline, CancellationToken cancellationToken) => inner.SaveBaselineAsync(lease, baseline, cancellationToken);
        public Task SaveLookAsync(Lease lease, EnvironmentSnapshot? snapshot, string? problem, RunRecord run, CancellationToken cancellationToken) =>
            crash.At(CrashPoint.SaveLook, () => inner.SaveLookAsync(lease, snapshot, problem, run, cancellationToken));
    }
}
