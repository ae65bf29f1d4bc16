namespace Kayron.Sandbox.Aws.CloudFormation.Resources;

/// <summary>Containers, load balancing, service discovery and logs.</summary>
public static class ContainerTypes
{
    private const string Balancing = "arn:aws:elasticloadbalancing:{region}:{account}";

    public static IEnumerable<ResourceType> All { get; } =
    [
        new("AWS::CloudFormation::Stack"),
        new("AWS::ECS::Cluster") { NameProperty = "ClusterName", Replacing = Set("ClusterName"), Attributes = Map(("Arn", "arn:aws:ecs:{region}:{account}:cluster/{id}")), Seconds = 4 },
        new("AWS::ECS::TaskDefinition") { NameProperty = "Family", AnyChangeReplaces = true, Attributes = Map(("TaskDefinitionArn", "{id}")), Seconds = 2 },
        new("AWS::ECS::Service")
        {
            NameProperty = "ServiceName", Replacing = Set("Cluster", "LaunchType", "Role", "SchedulingStrategy", "ServiceName"),
            MayReplace = Set("ServiceRegistries", "DeploymentController", "PlacementConstraints", "PlacementStrategies"), Seconds = 16,
        },
        new("AWS::ECR::Repository")
        {
            NameProperty = "RepositoryName", Replacing = Set("RepositoryName", "EncryptionConfiguration"),
            Attributes = Map(("Arn", "arn:aws:ecr:{region}:{account}:repository/{id}"), ("RepositoryUri", "{account}.dkr.ecr.{region}.amazonaws.com/{id}")),
        },
        new("AWS::ElasticLoadBalancingV2::LoadBalancer")
        {
            NameProperty = "Name", PhysicalId = Balancing + ":loadbalancer/app/{name}/{hex16}", Replacing = Set("Name", "Scheme", "Type"),
            Attributes = Map(("LoadBalancerArn", "{id}"), ("DNSName", "{name}.{region}.elb.amazonaws.com"), ("CanonicalHostedZoneID", "Z1H1FL5HABSF5"), ("LoadBalancerFullName", "app/{name}"), ("LoadBalancerName", "{name}")),
            Seconds = 8,
        },
        new("AWS::ElasticLoadBalancingV2::TargetGroup")
        {
            NameProperty = "Name", PhysicalId = Balancing + ":targetgroup/{name}/{hex16}", Replacing = Set("Name", "Port", "Protocol", "TargetType", "VpcId", "ProtocolVersion", "IpAddressType"),
            Attributes = Map(("TargetGroupArn", "{id}"), ("TargetGroupFullName", "targetgroup/{name}"), ("TargetGroupName", "{name}")),
        },
        new("AWS::ElasticLoadBalancingV2::Listener") { PhysicalId = Balancing + ":listener/app/{name}/{hex16}", Replacing = Set("LoadBalancerArn"), Attributes = Map(("ListenerArn", "{id}")) },
        new("AWS::ElasticLoadBalancingV2::ListenerRule") { PhysicalId = Balancing + ":listener-rule/app/{name}/{hex16}", Replacing = Set("ListenerArn"), Attributes = Map(("RuleArn", "{id}"), ("IsDefault", "false")), Taggable = false },
        new("AWS::ServiceDiscovery::PrivateDnsNamespace") { PhysicalId = "ns-{hex16}", Replacing = Set("Name", "Vpc"), Attributes = Map(("Arn", "arn:aws:servicediscovery:{region}:{account}:namespace/{id}"), ("Id", "{id}")), Seconds = 6 },
        new("AWS::ServiceDiscovery::Service") { PhysicalId = "srv-{hex16}", Replacing = Set("Name", "NamespaceId", "HealthCheckCustomConfig", "Type"), Attributes = Map(("Arn", "arn:aws:servicediscovery:{region}:{account}:service/{id}"), ("Id", "{id}"), ("Name", "{name}")) },
        new("AWS::Logs::LogGroup") { NameProperty = "LogGroupName", Replacing = Set("LogGroupName"), Attributes = Map(("Arn", "arn:aws:logs:{region}:{account}:log-group:{id}:*")) },
        new("AWS::ApplicationAutoScaling::ScalableTarget") { PhysicalId = "service/{name}|ecs:service:DesiredCount|ecs", Replacing = Set("ResourceId", "ScalableDimension", "ServiceNamespace"), Taggable = false },
        new("AWS::ApplicationAutoScaling::ScalingPolicy") { NameProperty = "PolicyName", Replacing = Set("PolicyName", "ResourceId", "ScalableDimension", "ServiceNamespace", "ScalingTargetId"), Taggable = false },
    ];

    internal static IReadOnlySet<string> Set(params string[] names) => names.ToHashSet();

    internal static IReadOnlyDictionary<string, string> Map(params (string Name, string Pattern)[] attributes) => attributes.ToDictionary(attribute => attribute.Name, attribute => attribute.Pattern);
}
