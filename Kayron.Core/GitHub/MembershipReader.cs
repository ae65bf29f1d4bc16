using System.Net;
using Kayron.Core.Configuration;
using Kayron.Core.GitHub.Http;
using Kayron.Core.People;
using Kayron.Core.Reconcile;
using Kayron.Core.Telemetry;
using Octokit;
using Octokit.Internal;

namespace Kayron.Core.GitHub;

/// <summary>Reads memberships as the person who signs in. Nothing is cached: answers to one person's token must never be given to another.</summary>
internal sealed class MembershipReader : IMemberships, IDisposable
{
    private readonly HttpClientAdapter _client;
    private readonly Uri _api;
    private readonly string _organization;

    public MembershipReader(GitHubSettings settings, string organization, KayronMetrics metrics, TimeProvider clock)
    {
        (_api, _organization) = (GitHubConnection.ApiAddress(settings.Url), organization);
        var calls = new MeteredHandler(metrics, clock) { InnerHandler = GitHubConnection.CreateTransport(_api) };
        _client = new HttpClientAdapter(() => calls);
    }

    public async Task<Membership?> ReadAsync(string accessToken, CancellationToken cancellationToken)
    {
        var connection = new Connection(new ProductHeaderValue("kayron"), _api, new InMemoryCredentialStore(new Credentials(accessToken)), _client, new SimpleJsonSerializer());
        try
        {
            var user = (await connection.Get<User>(Relative("user"), null, null, cancellationToken)).Body;
            if (user is not { Id: > 0, Login.Length: > 0 }) throw new TransientException("GitHub's answer about who signs in cannot be read");
            var member = await IsMemberAsync(connection, cancellationToken);
            return new Membership(user.Id, user.Login, string.IsNullOrWhiteSpace(user.Name) ? user.Login : user.Name, user.Email, member, member ? await ReadTeamsAsync(connection) : []);
        }
        catch (AuthorizationException)
        {
            return null;
        }
        catch (ApiException refused) when (refused.StatusCode == HttpStatusCode.Forbidden)
        {
            throw new BlockedException($"GitHub does not let Kayron read memberships of {_organization}: an owner of the organization must allow the application", refused);
        }
        catch (Exception failed) when (failed is ApiException or HttpRequestException or IOException or FormatException or InvalidCastException || (failed is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new TransientException("GitHub did not answer who signs in", cause: failed);
        }
    }

    public void Dispose() => _client.Dispose();

    private async Task<bool> IsMemberAsync(Connection connection, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await connection.Get<OrganizationMembership>(Relative($"user/memberships/orgs/{Uri.EscapeDataString(_organization)}"), null, null, cancellationToken);
            return answer.Body.State == MembershipState.Active;
        }
        catch (NotFoundException)
        {
            return false;
        }
    }

    private async Task<IReadOnlyList<string>> ReadTeamsAsync(Connection connection)
    {
        var teams = await new ApiConnection(connection).GetAll<Team>(Relative("user/teams"), new ApiOptions { PageSize = 100 });
        return [.. teams.Where(team => string.Equals(team.Organization?.Login, _organization, StringComparison.OrdinalIgnoreCase)).Select(team => team.Slug)];
    }

    private static Uri Relative(string path) => new(path, UriKind.Relative);
}
