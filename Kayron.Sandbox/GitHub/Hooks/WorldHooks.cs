using Kayron.Sandbox.GitHub.Model;
using Kayron.Sandbox.GitHub.Rest;

namespace Kayron.Sandbox.GitHub.Hooks;

/// <summary>Tells hooks what changed in repositories, whoever changed it: the API, an action, or a person who saved a file. Called within the world's turn.</summary>
internal sealed class WorldHooks : IDisposable
{
    private readonly GitHubWorld _world;
    private readonly HookSender _sender;
    private readonly Dictionary<string, RepositorySnapshot> _seen = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<Hook> _ofAll = [];
    private SavedFiles? _saved;

    public WorldHooks(GitHubWorld world) => (_world, _sender) = (world, new HookSender(world.Clock));

    /// <summary>Addresses in payloads; null before the world is served.</summary>
    public Links? Links { get; set; }

    /// <summary>Registers a hook for every repository, as an organisation's hook is.</summary>
    /// <param name="root">Folder of all repositories, watched from now on.</param>
    public void Add(Hook hook, string root)
    {
        _ofAll.Add(hook);
        Watch(root);
    }

    /// <summary>From now on saved files are seen at once, not with the next request.</summary>
    public void Watch(string root)
    {
        foreach (var repository in _world.Repositories) _seen.TryAdd(repository.FullName, RepositorySnapshot.Of(repository));
        _saved ??= new SavedFiles(root, name => _world.TakeTurnAsync([name], () => name, CancellationToken.None));
    }

    public IReadOnlyList<HookDelivery> Deliveries(Hook hook) => _sender.Deliveries(hook.Id);

    public void Redeliver(Hook hook, GitHubRepository repository, HookDelivery delivery) => _sender.Send(hook, repository.FullName, delivery.Event, delivery.Json, delivery.Identifier);

    /// <summary>Tells one hook of something, wanted or not.</summary>
    public void Tell(Hook hook, GitHubRepository repository, HookEvent @event)
    {
        if (Links is { } links) _sender.Send(hook, repository.FullName, @event.Name, HookPayloads.Of(_world, links, repository, @event));
    }

    /// <summary>Looks what has changed since the last look, and tells it.</summary>
    public void Notice(GitHubRepository repository)
    {
        if (_saved is null) return;
        var now = RepositorySnapshot.Of(repository);
        var before = _seen.GetValueOrDefault(repository.FullName) ?? new RepositorySnapshot(new Dictionary<string, string>(), [], []);
        _seen[repository.FullName] = now;
        List<Hook> hooks = [.. repository.State.Hooks, .. _ofAll];
        foreach (var @event in RepositorySnapshot.Between(before, now))
            foreach (var hook in hooks.Where(hook => hook.Wants(@event.Name))) Tell(hook, repository, @event);
    }

    public void Dispose()
    {
        _saved?.Dispose();
        _sender.Dispose();
    }
}
