using static Kayron.Sandbox.Aws.CloudFormation.Resources.ContainerTypes;

namespace Kayron.Sandbox.Aws.CloudFormation.Resources;

/// <summary>Identities, keys, secrets and settings.</summary>
public static class SecurityTypes
{
    public static IEnumerable<ResourceType> All { get; } =
    [
        new("AWS::IAM::Role") { NameProperty = "RoleName", Replacing = Set("RoleName", "Path"), Attributes = Map(("Arn", "arn:aws:iam::{account}:role/{id}"), ("RoleId", "AROA{hex17}")), Seconds = 6 },
        new("AWS::IAM::Policy") { NameProperty = "PolicyName", Taggable = false },
        new("AWS::IAM::RolePolicy") { NameProperty = "PolicyName", Replacing = Set("PolicyName", "RoleName"), Taggable = false },
        new("AWS::IAM::ManagedPolicy") { NameProperty = "ManagedPolicyName", PhysicalId = "arn:aws:iam::{account}:policy/{name}", Replacing = Set("ManagedPolicyName", "Description", "Path"), Taggable = false },
        new("AWS::IAM::User") { NameProperty = "UserName", Replacing = Set("UserName"), Attributes = Map(("Arn", "arn:aws:iam::{account}:user/{id}")) },
        new("AWS::IAM::Group") { NameProperty = "GroupName", Replacing = Set("GroupName"), Attributes = Map(("Arn", "arn:aws:iam::{account}:group/{id}")), Taggable = false },
        new("AWS::IAM::AccessKey") { PhysicalId = "AKIA{hex16}", Replacing = Set("UserName", "Serial"), Attributes = Map(("SecretAccessKey", "{hex40}")), Taggable = false },
        new("AWS::IAM::InstanceProfile") { NameProperty = "InstanceProfileName", Replacing = Set("InstanceProfileName", "Path"), Attributes = Map(("Arn", "arn:aws:iam::{account}:instance-profile/{id}")), Taggable = false },
        new("AWS::KMS::Key") { PhysicalId = "{hex32}", MayReplace = Set("KeySpec", "KeyUsage"), Attributes = Map(("Arn", "arn:aws:kms:{region}:{account}:key/{id}"), ("KeyId", "{id}")) },
        new("AWS::KMS::Alias") { NameProperty = "AliasName", Replacing = Set("AliasName"), Taggable = false },
        new("AWS::SecretsManager::Secret") { NameProperty = "Name", PhysicalId = "arn:aws:secretsmanager:{region}:{account}:secret:{name}-{hex6}", Replacing = Set("Name"), Attributes = Map(("Id", "{id}")) },
        new("AWS::SSM::Parameter") { NameProperty = "Name", Replacing = Set("Name", "Type"), Attributes = Map(("Type", "String")) },
    ];
}
