namespace Kayron.Sandbox.Aws.Sts;

/// <summary>A role that may be assumed.</summary>
public sealed class RoleState
{
    public required string Arn { get; init; }

    /// <summary>What a caller must name; null asks for nothing.</summary>
    public string? ExternalId { get; init; }
}

/// <summary>Temporary credentials of an assumed role.</summary>
public sealed class SessionState
{
    public required string AccessKeyId { get; init; }

    public required string SecretAccessKey { get; init; }

    public required string Token { get; init; }

    public required string Account { get; init; }

    public required string Arn { get; init; }

    public required string UserId { get; init; }

    public required DateTimeOffset Expiration { get; init; }
}

/// <summary>Whom an access key belongs to.</summary>
public sealed record Identity(string Account, string Arn, string UserId, string Secret, bool Expired);

/// <summary>Knows the long-lived keys and every session that was issued.</summary>
public sealed class Sessions(AwsContext context)
{
    public Identity? Find(string accessKeyId, string? token)
    {
        var options = context.Options;
        if (accessKeyId == options.AccessKeyId)
            return token is null ? new Identity(options.Account, $"arn:aws:iam::{options.Account}:user/sandbox", "AIDASANDBOX", options.SecretAccessKey, Expired: false) : null;
        if (!context.State.Sessions.TryGetValue(accessKeyId, out var session) || session.Token != token) return null;
        return new Identity(session.Account, session.Arn, session.UserId, session.SecretAccessKey, session.Expiration <= context.Now);
    }
}
