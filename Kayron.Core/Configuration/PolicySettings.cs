namespace Kayron.Core.Configuration;

/// <summary>Change policies of one environment as they are in force: the tier's defaults where configuration is silent.</summary>
public sealed record PolicySettings
{
    /// <summary>Names of the policies that configuration says something of; the others have their tier's defaults.</summary>
    public IReadOnlyCollection<string> Configured { get; init; } = [];
    public ApprovalSettings Approval { get; init; } = new();
    public DestructiveChangeSettings DestructiveChange { get; init; } = new();
    public BroadeningSettings Broadening { get; init; } = new();
    public RetrySettings Retry { get; init; } = new();
    public OrderSettings Order { get; init; } = new();

    /// <summary>Null: nothing has to soak.</summary>
    public SoakSettings? Soak { get; init; }
    public VersionClassSettings VersionClass { get; init; } = new();
    public RollbackSettings Rollback { get; init; } = new();
    public WindowSettings Window { get; init; } = WindowSettings.Always;
}

/// <param name="Required">Distinct people who must approve every change; 0 asks for none.</param>
/// <param name="PreventSelf">Whether those whose work a change is are no approvers of it.</param>
/// <param name="Expires">How long a change stays open to approval; null: for ever.</param>
/// <param name="AllowDelegatedTokens">Whether tokens that act for another than their maker, or for a machine, may approve.</param>
public sealed record ApprovalSettings(int Required = 0, bool CommentRequired = false, TimeSpan? Expires = null, bool PreventSelf = true, bool AllowDelegatedTokens = false);

/// <param name="Types">Resource types that hold state, with <c>*</c> as wildcard; empty is refused (an empty guard guards nothing).</param>
public sealed record DestructiveChangeSettings(bool Enabled = true, IReadOnlyList<string>? Types = null)
{
    public IReadOnlyList<string> GuardedTypes => Types ?? DefaultTypes;

    public static IReadOnlyList<string> DefaultTypes { get; } =
    [
        "AWS::RDS::*", "AWS::DocDB::*", "AWS::Neptune::*", "AWS::DynamoDB::*", "AWS::S3::Bucket", "AWS::EFS::*", "AWS::FSx::*", "AWS::EC2::Volume",
        "AWS::SQS::Queue", "AWS::SNS::Topic", "AWS::Kinesis::Stream", "AWS::MSK::*", "AWS::ElastiCache::*", "AWS::MemoryDB::*", "AWS::OpenSearchService::Domain",
        "AWS::Elasticsearch::Domain", "AWS::Redshift::*", "AWS::Timestream::*", "AWS::KMS::Key", "AWS::SecretsManager::Secret", "AWS::Cognito::UserPool",
        "AWS::ElasticLoadBalancingV2::LoadBalancer", "AWS::ElasticLoadBalancing::LoadBalancer", "AWS::Route53::HostedZone", "AWS::EC2::EIP", "AWS::ECR::Repository",
        "AWS::Logs::LogGroup", "AWS::Backup::BackupVault", "AWS::EC2::VPC", "AWS::EC2::Subnet",
    ];
}

/// <param name="Enabled">Whether granting more than before needs a person.</param>
public sealed record BroadeningSettings(bool Enabled = true);

/// <param name="RetryFailed">Whether inputs that failed are tried again by themselves. Default never: until an input changes.</param>
public sealed record RetrySettings(bool RetryFailed = false);

/// <param name="IgnoreWindows">Whether what goes back starts outside of windows, too.</param>
public sealed record RollbackSettings(bool IgnoreWindows = false);
