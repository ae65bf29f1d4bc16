using System.Net;
using System.Text.Json;
using Kayron.Core.Configuration;
using Kayron.Core.GitHub.App;
using Kayron.Core.GitHub.Http;
using Kayron.Core.Reconcile;
using Kayron.Core.Releases;
using Kayron.Core.Telemetry;
using Octokit;
using Octokit.Internal;

namespace Kayron.Core.GitHub;

/// <summary>Reads and writes GitHub's REST API through Octokit, over handlers that cache, retry, wait and count.</summary>
internal sealed class GitHubConnection : IDisposable
{
    private static readonly Uri GitHubDotCom = new("https://api.github.com/");
    private const string Accept = "application/vnd.github+json";
    private const int ReadsKept = 4096;
    private static readonly TimeSpan LoginAge = TimeSpan.FromHours(1);
    private const string OwnAccount = "the token's own account";
    private readonly HttpClientAdapter _client;
    private readonly Connection _connection;
    private readonly SharedReads _reads;
    private readonly WritePace _pace;
    private readonly GitHubFaults _faults;

    public GitHubConnection(GitHubSettings settings, string cacheDirectory, KayronMetrics metrics, TimeProvider clock, HttpMessageHandler? transport)
    {
        var api = ApiAddress(settings.Url);
        _reads = new SharedReads(clock, ReadsKept);
        _pace = new WritePace(clock);
        _faults = new GitHubFaults(settings);
        var calls = new MeteredHandler(metrics, clock) { InnerHandler = transport ?? CreateTransport(api) };
        var limited = new RateLimitHandler(RateLimitGate.Of(api, settings.Identity), metrics, clock) { InnerHandler = calls };
        HttpMessageHandler authorised = settings.App is { } app ? new InstallationHandler(app, api, clock) { InnerHandler = limited } : limited;
        var cached = new CachingHandler(new AnswerStore(cacheDirectory, clock)) { InnerHandler = new RetryHandler(clock) { InnerHandler = authorised } };
        _client = new HttpClientAdapter(() => cached);
        // The handlers bound each call; three of them and the pauses between must fit.
        _client.SetRequestTimeout(TimeSpan.FromMinutes(2));
        _connection = new Connection(new ProductHeaderValue("kayron"), api, new InMemoryCredentialStore(settings.App is null ? new Credentials(settings.Token) : Credentials.Anonymous), _client, new SimpleJsonSerializer());
    }

    /// <summary>Reads <c>repos/OWNER/REPO/path</c>. What <see cref="GitHubFaults"/> knows is thrown as a <see cref="ReconcileException"/>.</summary>
    public async Task<T> GetAsync<T>(RepositoryName repository, string path, TimeSpan? maximumAge, CancellationToken cancellationToken) where T : class
    {
        try
        {
            return await GetRawAsync<T>(repository, path, maximumAge, cancellationToken);
        }
        catch (Exception exception) when (_faults.Translate(exception, repository) is not null)
        {
            throw _faults.Translate(exception, repository)!;
        }
    }

    /// <summary>Null where GitHub answers 404 and can nonetheless see the repository; without this question a lost token would read as "not there".</summary>
    public async Task<T?> FindAsync<T>(RepositoryName repository, string path, TimeSpan? maximumAge, CancellationToken cancellationToken) where T : class
    {
        try
        {
            return await GetRawAsync<T>(repository, path, maximumAge, cancellationToken);
        }
        catch (Exception exception) when (GitHubFaults.IsNotFound(exception))
        {
            await GetAsync<Repository>(repository, "", TimeSpan.Zero, cancellationToken);
            return null;
        }
        catch (Exception exception) when (_faults.Translate(exception, repository) is not null)
        {
            throw _faults.Translate(exception, repository)!;
        }
    }

    /// <summary>
    /// Writes to <c>repos/OWNER/REPO/path</c>, once: where the answer is a <see cref="TransientException"/>, GitHub may have done it or not.
    /// </summary>
    /// <param name="permission">What the token needs for it, for people.</param>
    public async Task<T> WriteAsync<T>(HttpMethod method, RepositoryName repository, string path, string permission, object body, CancellationToken cancellationToken) where T : class
    {
        try
        {
            return await WriteRawAsync<T>(method, repository, path, body, cancellationToken);
        }
        catch (Exception exception) when (_faults.TranslateWrite(exception, repository, permission) is not null)
        {
            throw _faults.TranslateWrite(exception, repository, permission)!;
        }
    }

    /// <summary>Null where GitHub answers 404 and can nonetheless see the repository: what was to be written to is gone.</summary>
    public async Task<T?> TryWriteAsync<T>(HttpMethod method, RepositoryName repository, string path, string permission, object body, CancellationToken cancellationToken) where T : class
    {
        try
        {
            return await WriteRawAsync<T>(method, repository, path, body, cancellationToken);
        }
        catch (Exception exception) when (GitHubFaults.IsNotFound(exception))
        {
            await GetAsync<Repository>(repository, "", TimeSpan.Zero, cancellationToken);
            return null;
        }
        catch (Exception exception) when (_faults.TranslateWrite(exception, repository, permission) is not null)
        {
            throw _faults.TranslateWrite(exception, repository, permission)!;
        }
    }

    /// <summary>Whoever asks from now on for what of a repository may have changed gets an answer that was read from now on.</summary>
    public void Forget(RepositoryName repository)
    {
        var address = AddressOf(repository);
        _reads.Forget(key => key.StartsWith(address, StringComparison.OrdinalIgnoreCase) && (key.Length == address.Length || key[address.Length] is '/' or '?'));
    }

    /// <summary>The account that the token belongs to; null where GitHub does not tell (an installation's token has none).</summary>
    public async Task<string?> FindLoginAsync(CancellationToken cancellationToken)
    {
        try
        {
            return (await _reads.GetAsync("user", LoginAge, async stop => await ReadAsync<AccountAnswer>(new Uri("user", UriKind.Relative), stop), cancellationToken)).Login;
        }
        catch (ApiException exception) when (exception.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.NotFound)
        {
            return null;
        }
        catch (Exception exception) when (_faults.Translate(exception, OwnAccount) is not null)
        {
            throw _faults.Translate(exception, OwnAccount)!;
        }
    }

    /// <summary>Escapes a ref or SHA for a path; its slashes stay.</summary>
    public static string Escape(string reference) => string.Join('/', reference.Split('/').Select(Uri.EscapeDataString));

    public void Dispose() => _client.Dispose();

    private Task<T> GetRawAsync<T>(RepositoryName repository, string path, TimeSpan? maximumAge, CancellationToken cancellationToken) where T : class
    {
        var address = AddressOf(repository, path);
        return _reads.GetAsync(address, maximumAge, async stop => await ReadAsync<T>(new Uri(address, UriKind.Relative), stop), cancellationToken);
    }

    private async Task<T> WriteRawAsync<T>(HttpMethod method, RepositoryName repository, string path, object body, CancellationToken cancellationToken) where T : class
    {
        _pace.Take();
        var address = new Uri(AddressOf(repository, path), UriKind.Relative);
        // Octokit sends text as it is, and would otherwise choose names for the members itself.
        var json = JsonSerializer.Serialize(body);
        var response = method == HttpMethod.Patch
            ? await _connection.Patch<T>(address, json, Accept)
            : await _connection.Post<T>(address, json, Accept, "application/json", (IDictionary<string, string>?)null, cancellationToken);
        return response.Body ?? throw new FormatException($"no {typeof(T).Name}");
    }

    private static string AddressOf(RepositoryName repository, string path = "") => $"repos/{Escape(repository.Owner)}/{Escape(repository.Name)}{path}";

    private async Task<T> ReadAsync<T>(Uri address, CancellationToken cancellationToken) where T : class
    {
        var response = await _connection.Get<T>(address, null, Accept, cancellationToken);
        return GitHubAnswer.IsWhole(response.Body) ? response.Body : throw new FormatException($"no {typeof(T).Name}");
    }

    /// <summary>GitHub Enterprise, and what stands in for it, serves the API below <c>/api/v3/</c>; github.com has a host of its own for it.</summary>
    internal static Uri ApiAddress(Uri? url)
    {
        if (url is null || url.Host == GitHubDotCom.Host) return GitHubDotCom;
        return url.AbsolutePath.TrimEnd('/').EndsWith("/api/v3", StringComparison.Ordinal) ? new Uri(url.AbsoluteUri.TrimEnd('/') + "/") : new Uri(url, "/api/v3/");
    }

    internal static SocketsHttpHandler CreateTransport(Uri api) => new()
    {
        AllowAutoRedirect = false, // Octokit follows them, and drops the token where the host changes
        AutomaticDecompression = System.Net.DecompressionMethods.All,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        UseCookies = false,
        UseProxy = !api.IsLoopback, // what stands in for GitHub on this machine is not behind the company's proxy
    };
}
