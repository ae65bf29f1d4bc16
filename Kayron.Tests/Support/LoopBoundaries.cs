using Kayron.Core.Changes;
using Kayron.Core.Configuration;
using Kayron.Core.Policies;
using Kayron.Core.Reconcile.Ports;
using Microsoft.Extensions.DependencyInjection;

namespace Kayron.Tests.Support;

/// <summary>Every call of the loop that alters something, at AWS or in the database.</summary>
public enum LoopCall { PutTemplate, AddChange, CreateChangeSet, SaveChange, BeginDeployment, ExecuteChangeSet, SaveDeployment, EndDeployment, SaveLook }

/// <summary>Lets a test in before and after each of these calls: to die there, or to have something happen meanwhile.</summary>
/// <param name="at">Told the call, and whether it is over.</param>
internal sealed class LoopBoundaries(Func<LoopCall, bool, Task> at)
{
    public void Install(IServiceCollection services)
    {
        services.Wrap<ITemplateStore>(inner => new Templates(this, inner));
        services.Wrap<IStacks>(inner => new Stacks(this, inner));
        services.Wrap<IChangeStore>(inner => new ChangeStore(this, inner));
        services.Wrap<IDeploymentStore>(inner => new DeploymentStore(this, inner));
        services.Wrap<IEnvironmentStore>(inner => new EnvironmentStore(this, inner));
    }

    private async Task<T> AroundAsync<T>(LoopCall call, Func<Task<T>> act)
    {
        await at(call, false);
        var result = await act();
        await at(call, true);
        return result;
    }

    private Task AroundAsync(LoopCall call, Func<Task> act) => AroundAsync(call, async () => { await act(); return true; });

    private sealed class Templates(LoopBoundaries boundaries, ITemplateStore inner) : ITemplateStore
    {
        public Uri UrlOf(EnvironmentSettings environment, string key) => inner.UrlOf(environment, key);
        public Task PutAsync(EnvironmentSettings environment, string key, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
            boundaries.AroundAsync(LoopCall.PutTemplate, () => inner.PutAsync(environment, key, content, cancellationToken));
    }

    private sealed class Stacks(LoopBoundaries boundaries, IStacks inner) : IStacks
    {
        public Task<StackState?> FindAsync(EnvironmentSettings environment, CancellationToken cancellationToken) => inner.FindAsync(environment, cancellationToken);
        public Task<IReadOnlyList<StackTemplate>> ReadTemplatesAsync(EnvironmentSettings environment, StackState stack, CancellationToken cancellationToken) => inner.ReadTemplatesAsync(environment, stack, cancellationToken);
        public Task<TemplateSummary> SummarizeAsync(EnvironmentSettings environment, Uri template, CancellationToken cancellationToken) => inner.SummarizeAsync(environment, template, cancellationToken);
        public Task CreateChangeSetAsync(EnvironmentSettings environment, ChangeSetRequest request, CancellationToken cancellationToken) =>
            boundaries.AroundAsync(LoopCall.CreateChangeSet, () => inner.CreateChangeSetAsync(environment, request, cancellationToken));
        public Task<IReadOnlyList<string>> ListChangeSetsAsync(EnvironmentSettings environment, CancellationToken cancellationToken) => inner.ListChangeSetsAsync(environment, cancellationToken);
        public Task<ChangeSetState?> FindChangeSetAsync(EnvironmentSettings environment, string name, CancellationToken cancellationToken) => inner.FindChangeSetAsync(environment, name, cancellationToken);
        public Task ExecuteChangeSetAsync(EnvironmentSettings environment, string name, string clientToken, CancellationToken cancellationToken) =>
            boundaries.AroundAsync(LoopCall.ExecuteChangeSet, () => inner.ExecuteChangeSetAsync(environment, name, clientToken, cancellationToken));
        public Task DeleteChangeSetAsync(EnvironmentSettings environment, string name, CancellationToken cancellationToken) => inner.DeleteChangeSetAsync(environment, name, cancellationToken);
        public Task<IReadOnlyList<StackEvent>> ReadEventsAsync(EnvironmentSettings environment, StackState stack, DateTimeOffset since, CancellationToken cancellationToken) => inner.ReadEventsAsync(environment, stack, since, cancellationToken);
    }

    private sealed class ChangeStore(LoopBoundaries boundaries, IChangeStore inner) : IChangeStore
    {
        public Task<Change?> FindOpenAsync(string environment, CancellationToken cancellationToken) => inner.FindOpenAsync(environment, cancellationToken);
        public Task<IReadOnlyList<Change>> FindLeftoversAsync(string environment, CancellationToken cancellationToken) => inner.FindLeftoversAsync(environment, cancellationToken);
        public Task MarkCleanedAsync(Lease lease, string changeId, CancellationToken cancellationToken) => inner.MarkCleanedAsync(lease, changeId, cancellationToken);
        public Task<ChangeFacts> ReadFactsAsync(EnvironmentSettings environment, Change change, StackState stack, CancellationToken cancellationToken) => inner.ReadFactsAsync(environment, change, stack, cancellationToken);
        public Task<InputsHistory> ReadHistoryAsync(string environment, string inputsDigest, CancellationToken cancellationToken) => inner.ReadHistoryAsync(environment, inputsDigest, cancellationToken);
        public Task<string?> FindSourceAsync(string changeId, CancellationToken cancellationToken) => inner.FindSourceAsync(changeId, cancellationToken);
        public Task AddAsync(Lease lease, Change change, CancellationToken cancellationToken) => boundaries.AroundAsync(LoopCall.AddChange, () => inner.AddAsync(lease, change, cancellationToken));
        public Task SupersedeAsync(Lease lease, string environment, string reason, CancellationToken cancellationToken) => inner.SupersedeAsync(lease, environment, reason, cancellationToken);
        public Task<bool> SaveAsync(Lease lease, Change change, IReadOnlyList<Decision> decisions, CancellationToken cancellationToken) =>
            boundaries.AroundAsync(LoopCall.SaveChange, () => inner.SaveAsync(lease, change, decisions, cancellationToken));
    }

    private sealed class DeploymentStore(LoopBoundaries boundaries, IDeploymentStore inner) : IDeploymentStore
    {
        public Task<(Deployment Deployment, Change Change)?> FindRunningAsync(string environment, CancellationToken cancellationToken) => inner.FindRunningAsync(environment, cancellationToken);
        public Task<Deployment?> BeginAsync(Lease lease, EnvironmentSettings environment, StackState stack, Change change, Deployment deployment, CancellationToken cancellationToken) =>
            boundaries.AroundAsync(LoopCall.BeginDeployment, () => inner.BeginAsync(lease, environment, stack, change, deployment, cancellationToken));
        public Task<int> SaveAsync(Lease lease, Deployment deployment, IReadOnlyList<StackEvent> events, CancellationToken cancellationToken) =>
            boundaries.AroundAsync(LoopCall.SaveDeployment, () => inner.SaveAsync(lease, deployment, events, cancellationToken));
        public Task EndAsync(Lease lease, Deployment deployment, Change change, Baseline? baseline, CancellationToken cancellationToken) =>
            boundaries.AroundAsync(LoopCall.EndDeployment, () => inner.EndAsync(lease, deployment, change, baseline, cancellationToken));
        public Task AddExternalAsync(Lease lease, Deployment deployment, IReadOnlyList<StackEvent> events, CancellationToken cancellationToken) => inner.AddExternalAsync(lease, deployment, events, cancellationToken);
    }

    private sealed class EnvironmentStore(LoopBoundaries boundaries, IEnvironmentStore inner) : IEnvironmentStore
    {
        public Task<EnvironmentMemory> ReadAsync(string environment, CancellationToken cancellationToken) => inner.ReadAsync(environment, cancellationToken);
        public Task EndClaimsAsync(Lease lease, IReadOnlyList<Claim> lapsed, CancellationToken cancellationToken) => inner.EndClaimsAsync(lease, lapsed, cancellationToken);
        public Task EndPausesAsync(Lease lease, IReadOnlyList<Pause> lapsed, CancellationToken cancellationToken) => inner.EndPausesAsync(lease, lapsed, cancellationToken);
        public Task EndQuarantinesAsync(Lease lease, IReadOnlyList<Quarantine> over, CancellationToken cancellationToken) => inner.EndQuarantinesAsync(lease, over, cancellationToken);
        public Task SaveBaselineAsync(Lease lease, Baseline baseline, CancellationToken cancellationToken) => inner.SaveBaselineAsync(lease, baseline, cancellationToken);
        public Task SaveLookAsync(Lease lease, EnvironmentSnapshot? snapshot, string? problem, RunRecord run, CancellationToken cancellationToken) =>
            boundaries.AroundAsync(LoopCall.SaveLook, () => inner.SaveLookAsync(lease, snapshot, problem, run, cancellationToken));
    }
}
