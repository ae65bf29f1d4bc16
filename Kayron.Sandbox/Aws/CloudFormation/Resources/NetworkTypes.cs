using static Kayron.Sandbox.Aws.CloudFormation.Resources.ContainerTypes;

namespace Kayron.Sandbox.Aws.CloudFormation.Resources;

/// <summary>Networks, names and certificates.</summary>
public static class NetworkTypes
{
    public static IEnumerable<ResourceType> All { get; } =
    [
        new("AWS::EC2::VPC") { PhysicalId = "vpc-{hex17}", Replacing = Set("CidrBlock"), MayReplace = Set("InstanceTenancy"), Attributes = Map(("VpcId", "{id}"), ("CidrBlock", "10.0.0.0/16"), ("DefaultSecurityGroup", "sg-{hex17}")) },
        new("AWS::EC2::Subnet") { PhysicalId = "subnet-{hex17}", Replacing = Set("VpcId", "CidrBlock", "AvailabilityZone"), Attributes = Map(("SubnetId", "{id}"), ("AvailabilityZone", "{region}a")) },
        new("AWS::EC2::InternetGateway") { PhysicalId = "igw-{hex17}", Attributes = Map(("InternetGatewayId", "{id}")) },
        new("AWS::EC2::NatGateway") { PhysicalId = "nat-{hex17}", Replacing = Set("AllocationId", "SubnetId", "ConnectivityType"), Attributes = Map(("NatGatewayId", "{id}")), Seconds = 8 },
        new("AWS::EC2::EIP") { PhysicalId = "203.0.113.10", Replacing = Set("Domain"), Attributes = Map(("AllocationId", "eipalloc-{hex17}"), ("PublicIp", "203.0.113.10")) },
        new("AWS::EC2::RouteTable") { PhysicalId = "rtb-{hex17}", Replacing = Set("VpcId"), Attributes = Map(("RouteTableId", "{id}")) },
        new("AWS::EC2::Route") { PhysicalId = "rtb-{hex17}|0.0.0.0/0", Replacing = Set("RouteTableId", "DestinationCidrBlock"), Taggable = false },
        new("AWS::EC2::SubnetRouteTableAssociation") { PhysicalId = "rtbassoc-{hex17}", Replacing = Set("SubnetId", "RouteTableId"), Taggable = false },
        new("AWS::EC2::VPCGatewayAttachment") { PhysicalId = "IGW|vpc-{hex17}", Replacing = Set("VpcId"), Taggable = false },
        new("AWS::EC2::SecurityGroup") { PhysicalId = "sg-{hex17}", NameProperty = "GroupName", Replacing = Set("GroupName", "GroupDescription", "VpcId"), Attributes = Map(("GroupId", "{id}"), ("VpcId", "vpc-{hex17}")) },
        new("AWS::EC2::SecurityGroupIngress") { PhysicalId = "sgr-{hex17}", AnyChangeReplaces = true, Taggable = false },
        new("AWS::EC2::SecurityGroupEgress") { PhysicalId = "sgr-{hex17}", AnyChangeReplaces = true, Taggable = false },
        new("AWS::Route53::HostedZone") { PhysicalId = "Z{hex20}", Replacing = Set("Name"), Attributes = Map(("Id", "{id}")) },
        new("AWS::Route53::RecordSet") { NameProperty = "Name", Replacing = Set("Name", "HostedZoneId", "HostedZoneName"), Taggable = false, Seconds = 5 },
        new("AWS::CertificateManager::Certificate") { PhysicalId = "arn:aws:acm:{region}:{account}:certificate/{hex32}", Replacing = Set("DomainName", "SubjectAlternativeNames", "DomainValidationOptions", "ValidationMethod") },
        new("AWS::CloudFront::Distribution") { PhysicalId = "E{hex13}", Attributes = Map(("Id", "{id}"), ("DomainName", "d{hex13}.cloudfront.net")), Seconds = 15 },
        new("AWS::ApiGatewayV2::Api") { PhysicalId = "{hex10}", Replacing = Set("ProtocolType"), Attributes = Map(("ApiId", "{id}"), ("ApiEndpoint", "https://{id}.execute-api.{region}.amazonaws.com")) },
    ];
}
