using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Kayron.Sandbox.Aws.Protocols;

namespace Kayron.Sandbox.Aws.Sts;

/// <summary>Security Token Service: who am I, and temporary credentials of another account's role.</summary>
public sealed partial class StsOperations(AwsContext context)
{
    public Dictionary<string, Operation> All => new()
    {
        ["GetCallerIdentity"] = GetCallerIdentity,
        ["AssumeRole"] = AssumeRole,
    };

    private static JsonObject GetCallerIdentity(AwsCall call, JsonObject input) =>
        new() { ["UserId"] = call.UserId, ["Account"] = call.Account, ["Arn"] = call.Arn };

    private JsonObject AssumeRole(AwsCall call, JsonObject input)
    {
        var arn = input.Required("RoleArn");
        var name = input.Required("RoleSessionName");
        if (RolePattern().Match(arn) is not { Success: true } role) throw AwsException.Validation($"{arn} is invalid");
        if (!SessionNamePattern().IsMatch(name))
            throw AwsException.Validation($"1 validation error detected: Value '{name}' at 'roleSessionName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]*");
        CheckTrust(call, arn, input.Text("ExternalId"));
        var session = Issue(role.Groups["account"].Value, role.Groups["name"].Value, name, Duration(input));
        return new JsonObject
        {
            ["Credentials"] = new JsonObject
            {
                ["AccessKeyId"] = session.AccessKeyId,
                ["SecretAccessKey"] = session.SecretAccessKey,
                ["SessionToken"] = session.Token,
                ["Expiration"] = session.Expiration.Iso(),
            },
            ["AssumedRoleUser"] = new JsonObject { ["AssumedRoleId"] = session.UserId, ["Arn"] = session.Arn },
        };
    }

    /// <summary>A role that nobody described trusts everyone: the sandbox has no IAM. A described one wants its external id.</summary>
    private void CheckTrust(AwsCall call, string arn, string? externalId)
    {
        if (context.State.Roles.TryGetValue(arn, out var role) && role.ExternalId is { } expected && expected != externalId)
            throw new AwsException("AccessDenied", $"User: {call.Arn} is not authorized to perform: sts:AssumeRole on resource: {arn}", 403);
    }

    private static TimeSpan Duration(JsonObject input)
    {
        var seconds = input.Number("DurationSeconds") ?? 3600;
        if (seconds is >= 900 and <= 43200) return TimeSpan.FromSeconds(seconds);
        throw AwsException.Validation(string.Create(CultureInfo.InvariantCulture,
            $"1 validation error detected: Value '{seconds}' at 'durationSeconds' failed to satisfy constraint: Member must have value between 900 and 43200"));
    }

    private SessionState Issue(string account, string role, string name, TimeSpan duration)
    {
        var id = $"AROA{context.NextSuffix(17)}";
        var session = new SessionState
        {
            AccessKeyId = $"ASIA{context.NextSuffix(16)}",
            SecretAccessKey = context.NextSecret(),
            Token = context.NextSecret() + context.NextSecret(),
            Account = account,
            Arn = $"arn:aws:sts::{account}:assumed-role/{role.Split('/')[^1]}/{name}",
            UserId = $"{id}:{name}",
            Expiration = context.Now + duration,
        };
        context.State.Sessions[session.AccessKeyId] = session;
        return session;
    }

    [GeneratedRegex(@"^arn:aws[\w-]*:iam::(?<account>\d{12}):role/(?<name>[\w+=,.@/-]+)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex RolePattern();

    [GeneratedRegex(@"^[\w+=,.@-]{2,64}$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SessionNamePattern();
}
