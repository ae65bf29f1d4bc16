using Kayron.Core.Configuration;
using Kayron.Core.Reconcile.Ports;

namespace Kayron.Tests.Safety;

/// <summary>Stands right before AWS and has everything judged that would alter something there.</summary>
internal sealed class Witness(SafetyWorld world)
{
    private readonly Dictionary<string, byte[]> _objects = [];
    private readonly HashSet<string> _changeSets = [];
    private readonly HashSet<string> _accepted = [];

    /// <summary>Mutating calls that were made, by operation.</summary>
    public Dictionary<string, int> Calls { get; } = new() { ["PutObject"] = 0, ["CreateChangeSet"] = 0, ["DeleteChangeSet"] = 0, ["ExecuteChangeSet"] = 0 };

    public static string ChangeOf(string changeSet) => changeSet.Split('-') is ["kayron", var id, _] ? id : "";

    private void Count(string operation)
    {
        lock (Calls) Calls[operation]++;
    }

    internal sealed class Templates(Witness witness, ITemplateStore inner) : ITemplateStore
    {
        public Uri UrlOf(EnvironmentSettings environment, string key) => inner.UrlOf(environment, key);

        public Task PutAsync(EnvironmentSettings environment, string key, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
        {
            witness.Count("PutObject");
            lock (witness._objects)
            {
                if (witness._objects.TryGetValue(key, out var before) && !before.AsSpan().SequenceEqual(content.Span)) witness.Break($"{key} is overwritten with other content");
                witness._objects[key] = content.ToArray();
            }
            return inner.PutAsync(environment, key, content, cancellationToken);
        }
    }

    internal sealed class Stacks(Witness witness, IStacks inner) : IStacks
    {
        public Task<StackState?> FindAsync(EnvironmentSettings environment, CancellationToken cancellationToken) => inner.FindAsync(environment, cancellationToken);
        public Task<IReadOnlyList<StackTemplate>> ReadTemplatesAsync(EnvironmentSettings environment, StackState stack, CancellationToken cancellationToken) => inner.ReadTemplatesAsync(environment, stack, cancellationToken);
        public Task<TemplateSummary> SummarizeAsync(EnvironmentSettings environment, Uri template, CancellationToken cancellationToken) => inner.SummarizeAsync(environment, template, cancellationToken);
        public Task<ChangeSetState?> FindChangeSetAsync(EnvironmentSettings environment, string name, CancellationToken cancellationToken) => inner.FindChangeSetAsync(environment, name, cancellationToken);
        public Task<IReadOnlyList<string>> ListChangeSetsAsync(EnvironmentSettings environment, CancellationToken cancellationToken) => inner.ListChangeSetsAsync(environment, cancellationToken);
        public Task<IReadOnlyList<StackEvent>> ReadEventsAsync(EnvironmentSettings environment, StackState stack, DateTimeOffset since, CancellationToken cancellationToken) => inner.ReadEventsAsync(environment, stack, since, cancellationToken);

        public async Task CreateChangeSetAsync(EnvironmentSettings environment, ChangeSetRequest request, CancellationToken cancellationToken)
        {
            witness.Count("CreateChangeSet");
            if (ChangeOf(request.Name).Length == 0) witness.Break($"a change set is named {request.Name}");
            if (witness._changeSets.Add(request.Name)) await witness.PlanAsync(request);
            await inner.CreateChangeSetAsync(environment, request, cancellationToken);
        }

        public async Task DeleteChangeSetAsync(EnvironmentSettings environment, string name, CancellationToken cancellationToken)
        {
            witness.Count("DeleteChangeSet");
            if (ChangeOf(name).Length == 0) witness.Break($"somebody else's change set {name} is deleted");
            await inner.DeleteChangeSetAsync(environment, name, cancellationToken);
        }

        public async Task ExecuteChangeSetAsync(EnvironmentSettings environment, string name, string clientToken, CancellationToken cancellationToken)
        {
            witness.Count("ExecuteChangeSet");
            var closed = await witness.FindClosedGateAsync(name);
            await inner.ExecuteChangeSetAsync(environment, name, clientToken, cancellationToken);
            // What CloudFormation refuses, and what it was asked before, alters nothing.
            if (!witness._accepted.Add(name)) return;
            if (closed is not null) witness.Break($"{name} is executed although {closed}");
            witness.Executed(ChangeOf(name));
        }
    }

    private void Break(string rule) => world.Ledger.Break(rule);

    private async Task PlanAsync(ChangeSetRequest request) => world.Ledger.Plan(await world.DescribeAsync(request));

    private Task<string?> FindClosedGateAsync(string name) => world.FindClosedGateAsync(ChangeOf(name));

    private void Executed(string change) => world.Ledger.Executed(change);
}
