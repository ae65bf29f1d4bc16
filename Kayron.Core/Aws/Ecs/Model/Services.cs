using Amazon.Runtime;

namespace Kayron.Core.Aws.Ecs.Model;

internal sealed class DeploymentController
{
    public string? Type { get; set; }
}

internal sealed class Deployment
{
    public string? Id { get; set; }
    public string? Status { get; set; }
    public string? TaskDefinition { get; set; }
    public int? DesiredCount { get; set; }
    public int? RunningCount { get; set; }
    public DateTimeOffset? CreatedAt { get; set; }
    public string? RolloutState { get; set; }
    public string? RolloutStateReason { get; set; }
}

internal sealed class Service
{
    public string? ServiceArn { get; set; }
    public string? ServiceName { get; set; }
    public string? ClusterArn { get; set; }
    public string? Status { get; set; }
    public string? TaskDefinition { get; set; }
    public int? DesiredCount { get; set; }
    public List<Deployment> Deployments { get; set; } = [];
    public DeploymentController? DeploymentController { get; set; }
}

internal sealed class Failure
{
    public string? Arn { get; set; }
    public string? Reason { get; set; }
    public string? Detail { get; set; }
}

internal sealed class DescribeServicesRequest : AmazonWebServiceRequest
{
    public string? Cluster { get; set; }
    public List<string>? Services { get; set; }
}

internal sealed class DescribeServicesResponse : AmazonWebServiceResponse
{
    public List<Service> Services { get; set; } = [];
    public List<Failure> Failures { get; set; } = [];
}

internal sealed class ListClustersRequest : AmazonWebServiceRequest
{
    public string? NextToken { get; set; }
}

internal sealed class ListClustersResponse : AmazonWebServiceResponse
{
    public List<string> ClusterArns { get; set; } = [];
    public string? NextToken { get; set; }
}

internal sealed class ListServicesRequest : AmazonWebServiceRequest
{
    public string? Cluster { get; set; }
    public int? MaxResults { get; set; }
    public string? NextToken { get; set; }
}

internal sealed class ListServicesResponse : AmazonWebServiceResponse
{
    public List<string> ServiceArns { get; set; } = [];
    public string? NextToken { get; set; }
}
