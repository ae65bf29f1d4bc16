using System.Text.Json;
using Kayron.Sandbox.GitHub.Folders;
using Kayron.Sandbox.GitHub.Git;
using Kayron.Sandbox.GitHub.Model;

namespace Kayron.Sandbox.GitHub;

/// <summary>One repository: its git objects and references, the folders people edit, and what GitHub keeps beside them.</summary>
/// <remarks>Not safe for concurrent use; <see cref="GitHubWorld"/> lets one caller in at a time.</remarks>
public sealed class GitHubRepository
{
    private const string StateFile = "github.json";

    private readonly string? _store;
    private readonly PushWatch _watch;
    private readonly TimeProvider _clock;
    private readonly Dictionary<string, (string? Sha, DateTimeOffset Until)> _lagging = [];
    private string _saved;

    private GitHubRepository(string owner, string name, string? store, string folder, RepositoryState state, TimeProvider clock)
    {
        (Owner, Name, State, _store, _clock) = (owner, name, state, store, clock);
        Objects = new ObjectStore(store is null ? null : Path.Combine(store, "objects"));
        References = new References(store is null ? null : Path.Combine(store, "packed-refs"));
        Folders = new WorkingFolders(folder);
        _watch = new PushWatch(Folders, Objects, References.Named(References.Heads).Select(branch => branch.Key));
        _saved = "";
    }

    public string Owner { get; }
    public string Name { get; }
    public string FullName => $"{Owner}/{Name}";
    public RepositoryState State { get; }
    public ObjectStore Objects { get; }
    public References References { get; }
    public WorkingFolders Folders { get; }

    /// <summary>How many entries of a tree the API shows before it cuts it off; null: as many as GitHub.</summary>
    public int? TreeLimit { get; set; }

    /// <param name="store">Where git's objects and GitHub's state are kept; null: in memory alone.</param>
    internal static GitHubRepository Create(string owner, string name, string? store, string folder, RepositoryState state, TimeProvider clock)
    {
        if (store is not null) BeginStore(store, state.DefaultBranch);
        Directory.CreateDirectory(folder);
        var repository = new GitHubRepository(owner, name, store, folder, state, clock);
        repository.Save();
        return repository;
    }

    internal static GitHubRepository Load(string owner, string name, string store, string folder, TimeProvider clock)
    {
        var state = StateFiles.Read<RepositoryState>(Path.Combine(store, StateFile));
        var repository = new GitHubRepository(owner, name, store, folder, state, clock);
        repository._saved = StateFiles.Serialise(state);
        if (File.Exists(CheckoutFile(store))) repository.Checkout(File.ReadAllText(CheckoutFile(store)));
        return repository;
    }

    /// <summary>Writes what changed beside git; git's own files are written as they change.</summary>
    public void Save()
    {
        var text = StateFiles.Serialise(State);
        if (_store is null || text == _saved) return;
        AtomicFile.Write(Path.Combine(_store, StateFile), text);
        _saved = text;
    }

    /// <summary>Turns what people saved in the folders into commits, and what follows a branch into its new state.</summary>
    public async Task SyncAsync(CancellationToken ct)
    {
        foreach (var change in await _watch.FindAsync(ct)) FolderPush.Apply(this, change, _clock.GetUtcNow());
    }

    public string? Branch(string name) => References.Find(References.Heads + name);

    /// <summary>A branch as the API shows it, which during a lag is not where it is.</summary>
    public string? VisibleBranch(string name)
    {
        if (!_lagging.TryGetValue(name, out var lag)) return Branch(name);
        if (_clock.GetUtcNow() < lag.Until) return lag.Sha;
        _lagging.Remove(name);
        return Branch(name);
    }

    public IEnumerable<KeyValuePair<string, string>> Branches() =>
        References.Named(References.Heads).Select(branch => KeyValuePair.Create(branch.Key, VisibleBranch(branch.Key))).OfType<KeyValuePair<string, string>>();

    /// <summary>From now on, and for this long, the API shows a branch where it is now.</summary>
    public void Lag(string branch, TimeSpan time) => _lagging[branch] = (Branch(branch), _clock.GetUtcNow() + time);

    /// <summary>The commit that a branch, tag, reference or (abbreviated) id names, or null.</summary>
    public string? Resolve(string name) =>
        ResolveReference(name) is { } found ? Peel(found) : Objects.Expand(name) is { } sha && Peel(sha) is { } commit ? commit : null;

    /// <summary>The commit behind an annotated tag; a commit is itself, anything else is null.</summary>
    public string? Peel(string sha) => Objects.Find(sha) switch
    {
        { Kind: GitObjectKind.Commit } => sha,
        { Kind: GitObjectKind.Tag } tag => Peel(GitTag.Parse(tag.Content).Target),
        _ => null,
    };

    /// <summary>Moves a branch, or makes it, and its folder with it.</summary>
    public void SetBranch(string name, string commit)
    {
        // crash here: the folder is written again at the next start, from whatever the branch then points at.
        if (_store is not null) AtomicFile.Write(CheckoutFile(_store), name);
        References.Set(References.Heads + name, commit);
        Checkout(name);
    }

    /// <summary>Moves a branch to a commit whose files its folder already holds.</summary>
    internal void RecordBranch(string name, string commit) => References.Set(References.Heads + name, commit);

    public void DeleteBranch(string name)
    {
        References.Delete(References.Heads + name);
        Folders.Remove(name);
        _watch.Accept(name);
    }

    /// <summary>Makes the folders of all branches what git says, after several commits were made without them.</summary>
    internal void CheckoutAll()
    {
        foreach (var (branch, _) in References.Named(References.Heads).ToList()) Checkout(branch);
    }

    private void Checkout(string branch)
    {
        if (Branch(branch) is { } head)
        {
            var commit = Objects.Commit(head);
            Folders.Checkout(Objects, branch, commit.Tree, commit.Committer.At);
            _watch.Accept(branch);
        }

        if (_store is not null) File.Delete(CheckoutFile(_store));
    }

    // HEAD, config and the two folders make it a bare repository that git itself can read.
    private static void BeginStore(string store, string defaultBranch)
    {
        AtomicFile.Write(Path.Combine(store, "HEAD"), $"ref: {References.Heads}{defaultBranch}\n");
        AtomicFile.Write(Path.Combine(store, "config"), "[core]\n\trepositoryformatversion = 0\n\tbare = true\n");
        Directory.CreateDirectory(Path.Combine(store, "objects"));
        Directory.CreateDirectory(Path.Combine(store, "refs"));
    }

    private static string CheckoutFile(string store) => Path.Combine(store, "checkout");

    private string? ResolveReference(string name)
    {
        var plain = name.StartsWith("refs/", StringComparison.Ordinal) ? name["refs/".Length..] : name;
        if (plain.StartsWith("heads/", StringComparison.Ordinal) && VisibleBranch(plain["heads/".Length..]) is { } head) return head;
        if (name is "HEAD") return VisibleBranch(State.DefaultBranch);
        return VisibleBranch(name) ?? References.Find(References.Tags + name) ?? (plain.Contains('/', StringComparison.Ordinal) ? References.Find("refs/" + plain) : null);
    }
}
