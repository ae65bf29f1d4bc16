namespace Kayron.Core.Configuration;

/// <summary>Every key below <c>Kayron</c>. A key that is not here is a mistake in the configuration, and said to be one.</summary>
internal static class KnownKeys
{
    private static readonly string[] OfProcess =
    [
        "Environment", "GitHub:Token", "GitHub:Url", "GitHub:Deployments", "GitHub:Comments", "GitHub:App:Id", "GitHub:App:InstallationId", "GitHub:App:PrivateKey", "WebhookSecret", "Http:Host", "Http:Port", "Http:PublicUrl", "Http:Hosts", "Http:Hosts:*", "LogLevel", "RunServer", "RunWorker", "Approvals",
        "Data", "Database", "AdminToken", "MetricsUrl", "Images:Enabled", "Images:DryRun", "Images:Cooler", "Images:Keep", "Images:Drop", "Aws:EndpointUrl", "Aws:AccessKeyId", "Aws:SecretAccessKey", "Environments",
        "Notifications:*:Kind", "Notifications:*:Url", "Notifications:*:Secret", "Notifications:*:Environments", "Notifications:*:Environments:*", "Notifications:*:Events", "Notifications:*:Events:*",
        "Notifications:*:PausedAfter", "Http:Proxies", "Http:Proxies:*", "Auth:GitHub:ClientId", "Auth:GitHub:ClientSecret", "Auth:GitHub:Organization", "Auth:GitHub:Recheck", "Auth:GitHub:Roles", "Auth:GitHub:Roles:**",
        "Auth:Oidc:Authority", "Auth:Oidc:ClientId", "Auth:Oidc:ClientSecret", "Auth:Oidc:GroupsClaim", "Auth:Oidc:LoginClaim", "Auth:Oidc:Scopes", "Auth:Oidc:Scopes:*", "Auth:Oidc:Label",
        "Auth:Oidc:Roles", "Auth:Oidc:Roles:**", "Auth:Session:Idle", "Auth:Session:Lifetime", "Auth:Tokens:Trust",
    ];

    private static readonly string[] WindowLists = ["Policies:Window:Allow", "Policies:Window:Deny"];
    private static readonly string[] WindowKeys = ["Days", "Days:*", "From", "To", "FromDate", "ToDate", "TimeZone", "Reason"];

    private static readonly string[] OfRetention = ["Retention:Runs", "Retention:Deployments", "Retention:Audit"];

    /// <summary>Set for one environment, or beside <c>Environments</c> for all of them.</summary>
    private static readonly string[] Inherited =
    [
        "ReleaseSource", "ReleaseRef", "Stack", "Region", "Bucket", "RoleArn", "ExternalId", "ExecutionRoleArn", "Registry:Account", "Registry:Region", "Registry:RoleArn", "Registry:CleanupRoleArn",
        "NestedChangeSets", "Parameters", "Parameters:*", "Tags", "Tags:**", "Capabilities", "Capabilities:*", "Interval", "Previews:Enabled", "Previews:Domain", "Previews:Forks", "Previews:Limit",
        "Policies:Approval:Required", "Policies:Approval:CommentRequired", "Policies:Approval:Expires", "Policies:Approval:PreventSelf",
        "Policies:Approval:AllowDelegatedTokens", "Policies:DestructiveChange:Enabled", "Policies:DestructiveChange:Types", "Policies:DestructiveChange:Types:*",
        "Policies:Retry:Failed", "Policies:Rollback:IgnoreWindows", "Policies:StackStatus:**", "Policies:Pause:**", "Policies:Soak:Environment", "Policies:Soak:For", "Policies:VersionClass:Patch", "Policies:VersionClass:Minor", "Policies:VersionClass:Major",
        "Policies:VersionClass:Prerelease", "Policies:VersionClass:Branch", "Policies:VersionClass:Downgrade",
        "Policies:Broadening:Enabled", "Policies:Order:After",
        .. WindowLists.SelectMany(list => WindowKeys.Select(key => $"{list}:*:{key}").Prepend(list)),
    ];

    public static KeyTree Tree { get; } = new([.. OfProcess, .. OfRetention, .. Inherited, "Environments:*:Tier", .. Inherited.Select(key => $"Environments:*:{key}")]);
}
