using Kayron.Sandbox.GitHub.Hooks;
using Kayron.Sandbox.GitHub.Model;
using Kayron.Sandbox.GitHub.Rest;
using Kayron.Sandbox.Hosting;
using Microsoft.AspNetCore.Http;

namespace Kayron.Sandbox.GitHub;

/// <summary>Where the emulated GitHub keeps its repositories, and the token of its machine account.</summary>
/// <param name="Repositories">Folder of <c>OWNER/REPO/BRANCH/…</c>, which people edit.</param>
/// <param name="State">Folder of everything else; null: in memory alone.</param>
public sealed record GitHubOptions(string Repositories, string? State, string Token = "sandbox");

/// <summary>The emulated GitHub: people, organisations and repositories. One caller at a time.</summary>
public sealed class GitHubWorld : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly SortedDictionary<string, GitHubRepository> _repositories = new(StringComparer.OrdinalIgnoreCase);
    private readonly GitHubOptions _options;
    private readonly GitHubDispatcher _dispatcher;

    public GitHubWorld(GitHubOptions options, TimeProvider clock, CallLog calls)
    {
        (_options, Clock) = (options, clock);
        Faults = new GitHubFaults(clock);
        Rates = new RateLimit(clock);
        Machine = new Person("kayron-bot", "Kayron", options.Token, IsMachine: true);
        _dispatcher = new GitHubDispatcher(this, calls);
        Hooks = new WorldHooks(this);
        Applications = new Applications(clock);
        if (options.State is { } state && File.Exists(WorldFile(state))) Load(state);
    }

    public TimeProvider Clock { get; }
    public GitHubFaults Faults { get; }
    public RateLimit Rates { get; }

    /// <summary>The account behind the sandbox's own token.</summary>
    public Person Machine { get; }

    public Applications Applications { get; }

    /// <summary>What people gave to applications by signing in.</summary>
    public UserTokens UserTokens { get; } = new();
    public Teams Teams { get; } = new();

    /// <summary>Who can sign in: the organisation's people, and one who has an account and works elsewhere.</summary>
    public IReadOnlyList<Person> SignInPeople => [.. People, new Person("mallory", "Mallory", "")];

    public IReadOnlyList<Person> People { get; private set; } = [];
    public IReadOnlyList<string> Organisations { get; private set; } = [];
    public IReadOnlyCollection<GitHubRepository> Repositories => _repositories.Values;

    /// <summary>Tells of what changes.</summary>
    internal WorldHooks Hooks { get; }

    public Task HandleAsync(HttpContext context) => _dispatcher.HandleAsync(context);

    public GitHubRepository? Find(string owner, string name) => _repositories.GetValueOrDefault($"{owner}/{name}");

    public GitHubRepository? Find(string fullName) => _repositories.GetValueOrDefault(fullName);

    public Person? FindPerson(string login) =>
        People.Append(Machine).Concat(Applications.All.Select(application => application.Account)).FirstOrDefault(person => string.Equals(person.Login, login, StringComparison.OrdinalIgnoreCase));

    public Person? FindPersonByEmail(string email) => People.Append(Machine).FirstOrDefault(person => string.Equals(person.Email, email, StringComparison.OrdinalIgnoreCase));

    public void Settle(IReadOnlyList<Person> people, IReadOnlyList<string> organisations)
    {
        (People, Organisations) = (people, organisations);
        SaveWorld();
    }

    public void Register(Application application)
    {
        Applications.Register(application);
        SaveWorld();
    }

    public GitHubRepository Create(string owner, string name, string description = "", string? parent = null, DateTimeOffset? at = null, string defaultBranch = "main")
    {
        var id = 1000 + _repositories.Count;
        var state = new RepositoryState { Id = id, Description = description, Parent = parent, CreatedAt = at ?? Clock.GetUtcNow(), DefaultBranch = defaultBranch };
        var repository = GitHubRepository.Create(owner, name, StoreOf(owner, name), FolderOf(owner, name), state, Clock);
        _repositories[repository.FullName] = repository;
        return repository;
    }

    /// <summary>Does something while nobody else does, on repositories that are up to date with their folders, and saves what it changed.</summary>
    public async Task<T> TakeTurnAsync<T>(IEnumerable<string> repositories, Func<T> act, CancellationToken ct)
    {
        await _turn.WaitAsync(ct);
        try
        {
            var concerned = repositories.Select(FindOrAdopt).OfType<GitHubRepository>().ToList();
            foreach (var repository in concerned) await SyncAsync(repository, ct);
            var result = act();
            foreach (var repository in concerned)
            {
                Hooks.Notice(repository);
                repository.Save();
            }

            return result;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Registers a hook for every repository. It is not kept: whoever listens registers again.</summary>
    public Task AddHookAsync(Hook hook, CancellationToken ct) => TakeTurnAsync(Repositories.Select(repository => repository.FullName).ToList(), () => Watching(hook), ct);

    /// <summary>From now on saved files are pushes at once, not with the next request. Called within a turn.</summary>
    internal void WatchFolders() => Hooks.Watch(_options.Repositories);

    /// <param name="address">Where the world is served, with a slash at the end.</param>
    internal void ServeAt(string address)
    {
        Hooks.Links = new Links(address.TrimEnd('/'), "");
        if (Repositories.Any(repository => repository.State.Hooks.Count > 0)) WatchFolders();
    }

    public void Dispose()
    {
        Hooks.Dispose();
        _turn.Dispose();
    }

    private Hook Watching(Hook hook)
    {
        Hooks.Add(hook, _options.Repositories);
        return hook;
    }

    // A folder OWNER/REPO that somebody made is a repository, as a folder in it is a branch.
    private GitHubRepository? FindOrAdopt(string fullName)
    {
        if (Find(fullName) is { } known) return known;
        return fullName.Split('/') is [var owner, var name] && RepositoryName.IsValid(owner) && RepositoryName.IsValid(name) && Directory.Exists(FolderOf(owner, name))
            ? Create(owner, name)
            : null;
    }

    // A pull request from a fork follows a branch of the fork.
    private async Task SyncAsync(GitHubRepository repository, CancellationToken ct)
    {
        await repository.SyncAsync(ct);
        foreach (var fork in repository.State.Pulls.Where(pull => pull.Open && pull.HeadRepository != repository.FullName).Select(pull => pull.HeadRepository).Distinct().ToList())
        {
            if (Find(fork) is { } found) await found.SyncAsync(ct);
        }

        PullRequests.Follow(this, repository);
    }

    private void SaveWorld()
    {
        if (_options.State is { } state) AtomicFile.Write(WorldFile(state), StateFiles.Serialise(new WorldState([.. People], [.. Organisations], [.. Applications.All])));
    }

    private void Load(string state)
    {
        var world = StateFiles.Read<WorldState>(WorldFile(state));
        (People, Organisations) = (world.People, world.Organisations);
        Applications.All = world.Applications ?? [];
        foreach (var store in Directory.EnumerateDirectories(Path.Combine(state, "repositories"), "*.git", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 1 }))
        {
            var (owner, name) = (Path.GetFileName(Path.GetDirectoryName(store)!), Path.GetFileNameWithoutExtension(store));
            _repositories[$"{owner}/{name}"] = GitHubRepository.Load(owner, name, store, FolderOf(owner, name), Clock);
        }
    }

    private static string WorldFile(string state) => Path.Combine(state, "github.json");

    private string? StoreOf(string owner, string name) => _options.State is { } state ? Path.Combine(state, "repositories", owner, name + ".git") : null;

    private string FolderOf(string owner, string name) => Path.Combine(_options.Repositories, owner, name);

    private sealed record WorldState(List<Person> People, List<string> Organisations, List<Application>? Applications = null);
}
