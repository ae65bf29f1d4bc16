namespace Kayron.Core.Policies.Access;

internal enum GrantKind
{
    /// <summary>A policy document, as an object or as JSON text.</summary>
    Document,

    /// <summary>A policy document without which everything is allowed.</summary>
    LimitingDocument,

    /// <summary>A list of <c>{ PolicyDocument }</c>.</summary>
    Documents,

    /// <summary>A list of managed policies, or of who gets the policy.</summary>
    Attachments,
    Boundary,
    Ingress,

    /// <summary>Rules without which everything may be reached.</summary>
    Egress,
}

internal sealed record GrantingProperty(string Name, GrantKind Kind);

/// <param name="IsWhole">The resource is one grant itself, spread over its properties.</param>
internal sealed record GrantingType(string Name, IReadOnlyList<GrantingProperty> Properties, bool IsWhole = false);

/// <summary>Resource types that grant something, and by which of their properties.</summary>
internal static class GrantingTypes
{
    public const string LambdaPermission = "AWS::Lambda::Permission";
    public const string LayerPermission = "AWS::Lambda::LayerVersionPermission";
    public const string EventBusPolicy = "AWS::Events::EventBusPolicy";
    public const string IngressRule = "AWS::EC2::SecurityGroupIngress";
    public const string EgressRule = "AWS::EC2::SecurityGroupEgress";

    private static readonly GrantingProperty Inline = new("Policies", GrantKind.Documents);
    private static readonly GrantingProperty Managed = new("ManagedPolicyArns", GrantKind.Attachments);
    private static readonly GrantingProperty Boundary = new("PermissionsBoundary", GrantKind.Boundary);
    private static readonly GrantingProperty Document = new("PolicyDocument", GrantKind.Document);
    private static readonly GrantingProperty[] Receivers = [new("Roles", GrantKind.Attachments), new("Users", GrantKind.Attachments), new("Groups", GrantKind.Attachments)];

    private static readonly Dictionary<string, GrantingType> ByName = new GrantingType[]
    {
        new("AWS::IAM::Role", [new("AssumeRolePolicyDocument", GrantKind.Document), Inline, Managed, Boundary]),
        new("AWS::IAM::User", [Inline, Managed, Boundary, new("Groups", GrantKind.Attachments)]),
        new("AWS::IAM::Group", [Inline, Managed]),
        new("AWS::IAM::Policy", [Document, .. Receivers]),
        new("AWS::IAM::ManagedPolicy", [Document, .. Receivers]),
        new("AWS::IAM::RolePolicy", [Document]),
        new("AWS::IAM::UserPolicy", [Document]),
        new("AWS::IAM::GroupPolicy", [Document]),
        new("AWS::IAM::UserToGroupAddition", [new("Users", GrantKind.Attachments)]),
        new("AWS::IAM::InstanceProfile", [new("Roles", GrantKind.Attachments)]),
        new("AWS::SSO::PermissionSet", [new("InlinePolicy", GrantKind.Document), new("ManagedPolicies", GrantKind.Attachments)]),
        new("AWS::S3::BucketPolicy", [Document]),
        new("AWS::S3::AccessPoint", [new("Policy", GrantKind.Document)]),
        new("AWS::SQS::QueuePolicy", [Document]),
        new("AWS::SQS::QueueInlinePolicy", [Document]),
        new("AWS::SNS::TopicPolicy", [Document]),
        new("AWS::SNS::TopicInlinePolicy", [Document]),
        new("AWS::KMS::Key", [new("KeyPolicy", GrantKind.Document)]),
        new("AWS::KMS::ReplicaKey", [new("KeyPolicy", GrantKind.Document)]),
        new("AWS::SecretsManager::ResourcePolicy", [new("ResourcePolicy", GrantKind.Document)]),
        new("AWS::ECR::Repository", [new("RepositoryPolicyText", GrantKind.Document)]),
        new("AWS::ECR::RegistryPolicy", [new("PolicyText", GrantKind.Document)]),
        new("AWS::EFS::FileSystem", [new("FileSystemPolicy", GrantKind.Document)]),
        new("AWS::Backup::BackupVault", [new("AccessPolicy", GrantKind.Document)]),
        new("AWS::OpenSearchService::Domain", [new("AccessPolicies", GrantKind.Document)]),
        new("AWS::Elasticsearch::Domain", [new("AccessPolicies", GrantKind.Document)]),
        new("AWS::ApiGateway::RestApi", [new("Policy", GrantKind.Document)]),
        new("AWS::Logs::ResourcePolicy", [Document]),
        new("AWS::IoT::Policy", [Document]),
        new("AWS::EC2::VPCEndpoint", [new("PolicyDocument", GrantKind.LimitingDocument)]),
        new("AWS::EC2::SecurityGroup", [new("SecurityGroupIngress", GrantKind.Ingress), new("SecurityGroupEgress", GrantKind.Egress)]),
        new(IngressRule, [], IsWhole: true),
        new(EgressRule, [], IsWhole: true),
        new(LambdaPermission, [], IsWhole: true),
        new(LayerPermission, [], IsWhole: true),
        new(EventBusPolicy, [], IsWhole: true),
    }.ToDictionary(type => type.Name);

    public static GrantingType? Find(string type) => ByName.GetValueOrDefault(type);
}
