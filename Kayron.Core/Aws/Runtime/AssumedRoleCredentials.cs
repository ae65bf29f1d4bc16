using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;

namespace Kayron.Core.Aws.Runtime;

/// <summary>Credentials of a role, kept until shortly before they expire. The SDK's own class makes its STS client itself, past endpoint settings and call counts.</summary>
internal sealed class AssumedRoleCredentials : RefreshingAWSCredentials
{
    private const string SessionName = "kayron";
    private readonly IAmazonSecurityTokenService _tokens;
    private readonly AssumeRoleRequest _request;

    public AssumedRoleCredentials(IAmazonSecurityTokenService tokens, string roleArn, string? externalId)
    {
        _tokens = tokens;
        _request = new AssumeRoleRequest { RoleArn = roleArn, RoleSessionName = SessionName, ExternalId = externalId };
        PreemptExpiryTime = TimeSpan.FromMinutes(5);
    }

    protected override CredentialsRefreshState GenerateNewCredentials() => throw new NotSupportedException("Only asynchronous calls are made.");

    protected override async Task<CredentialsRefreshState> GenerateNewCredentialsAsync()
    {
        return (await _tokens.AssumeRoleAsync(_request)).Credentials is { Expiration: { } expiration } credentials
            ? new CredentialsRefreshState(new ImmutableCredentials(credentials.AccessKeyId, credentials.SecretAccessKey, credentials.SessionToken), expiration)
            : throw new AmazonClientException($"STS gave no credentials for {_request.RoleArn}.");
    }
}
