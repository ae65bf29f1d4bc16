using System.Net.Http.Headers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Kayron.Web.Cli.Remote;

/// <summary>The API of a running Kayron, for commands. Whatever goes wrong becomes one sentence and an exit code.</summary>
internal sealed class KayronApi : IDisposable
{
    private const string AddressVariable = "KAYRON_URL";
    private const string TokenVariable = "KAYRON_API_TOKEN";
    private const string DefaultAddress = "http://127.0.0.1:7777";
    private const int LongestList = 200;

    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly HttpClient _client;

    private KayronApi(HttpClient client) => _client = client;

    /// <exception cref="CommandException">The variables are missing or wrong.</exception>
    public static KayronApi Open(CommandContext context, string? envFile)
    {
        DotEnvFile.Load(envFile, context);
        var text = context.Variables.TryGetValue(AddressVariable, out var set) && set.Length > 0 ? set : DefaultAddress;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || address is not { Scheme: "http" or "https", UserInfo: "", Query: "", Fragment: "" })
            throw new CommandException(ExitCode.Usage, $"{AddressVariable} must be an address such as https://kayron.example.org, without user, query and fragment.");
        if (!context.Variables.TryGetValue(TokenVariable, out var token) || string.IsNullOrWhiteSpace(token))
            throw new CommandException(ExitCode.Usage, $"{TokenVariable} is not set: this command speaks to the Kayron at {address}, which wants a token. Make one there under Settings; the first administrator's was printed when it first started.");
        if (token.Trim().Any(character => character is <= ' ' or > '~')) throw new CommandException(ExitCode.Usage, $"{TokenVariable} is not a token: it holds a character that none has.");
        // A token goes to the address it is meant for: no proxy for this machine, no redirect to another.
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = !address.IsLoopback })
        {
            BaseAddress = new Uri(address.AbsoluteUri.TrimEnd('/') + "/api/v1/"), Timeout = TimeSpan.FromSeconds(60),
        };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token.Trim());
        return new KayronApi(client);
    }

    public Task<T> GetAsync<T>(string path, CancellationToken cancellationToken) => SendAsync<T>(HttpMethod.Get, path, null, cancellationToken);

    /// <summary>The whole list, as far as one page goes.</summary>
    public async Task<IReadOnlyList<T>> ListAsync<T>(string path, CancellationToken cancellationToken) =>
        (await GetAsync<Core.Queries.Page<T>>($"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}size={LongestList}", cancellationToken)).Items;

    public async Task<T> SendAsync<T>(HttpMethod method, string path, object? body, CancellationToken cancellationToken)
    {
        using var answer = await SendCoreAsync(method, path, body, cancellationToken);
        try
        {
            return (await answer.Content.ReadFromJsonAsync<T>(Json, cancellationToken))!;
        }
        catch (JsonException failure)
        {
            throw new CommandException(ExitCode.Failed, $"{_client.BaseAddress} does not answer as this version of Kayron does: is {AddressVariable} right?", failure);
        }
    }

    public async Task SendAsync(HttpMethod method, string path, object? body, CancellationToken cancellationToken) => (await SendCoreAsync(method, path, body, cancellationToken)).Dispose();

    public void Dispose() => _client.Dispose();

    private async Task<HttpResponseMessage> SendCoreAsync(HttpMethod method, string path, object? body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null) request.Content = JsonContent.Create(body, options: Json);
        try
        {
            var answer = await _client.SendAsync(request, cancellationToken);
            if (answer.IsSuccessStatusCode) return answer;
            using (answer) throw await ApiFailure.ReadAsync(answer, _client.BaseAddress!, cancellationToken);
        }
        catch (HttpRequestException failure)
        {
            throw new CommandException(ExitCode.Failed, $"No Kayron answers at {_client.BaseAddress!.GetLeftPart(UriPartial.Authority)} ({failure.Message}). Is it running? {AddressVariable} says where.", failure);
        }
        catch (OperationCanceledException failure) when (!cancellationToken.IsCancellationRequested)
        {
            throw new CommandException(ExitCode.Failed, $"{_client.BaseAddress!.GetLeftPart(UriPartial.Authority)} did not answer within {_client.Timeout.TotalSeconds:0} seconds. Whether it was done is not known: look with 'kayron status'.", failure);
        }
    }
}
