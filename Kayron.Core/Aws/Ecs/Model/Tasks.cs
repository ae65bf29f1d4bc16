using Amazon.Runtime;

namespace Kayron.Core.Aws.Ecs.Model;

internal sealed class ContainerDefinition
{
    public string? Name { get; set; }
    public string? Image { get; set; }
}

internal sealed class TaskDefinition
{
    public string? TaskDefinitionArn { get; set; }
    public List<ContainerDefinition> ContainerDefinitions { get; set; } = [];
}

internal sealed class DescribeTaskDefinitionRequest : AmazonWebServiceRequest
{
    public string? TaskDefinition { get; set; }
}

internal sealed class DescribeTaskDefinitionResponse : AmazonWebServiceResponse
{
    public TaskDefinition? TaskDefinition { get; set; }
}

internal sealed class ListTasksRequest : AmazonWebServiceRequest
{
    public string? Cluster { get; set; }
    public string? ServiceName { get; set; }
    public string? DesiredStatus { get; set; }
    public string? NextToken { get; set; }
}

internal sealed class ListTasksResponse : AmazonWebServiceResponse
{
    public List<string> TaskArns { get; set; } = [];
    public string? NextToken { get; set; }
}

internal sealed class DescribeTasksRequest : AmazonWebServiceRequest
{
    public string? Cluster { get; set; }
    public List<string>? Tasks { get; set; }
}

internal sealed class Container
{
    public string? Name { get; set; }
    public string? Image { get; set; }
    public string? ImageDigest { get; set; }
}

internal sealed class EcsTask
{
    public string? TaskArn { get; set; }
    public string? StartedBy { get; set; }
    public string? LastStatus { get; set; }
    public List<Container> Containers { get; set; } = [];
}

internal sealed class DescribeTasksResponse : AmazonWebServiceResponse
{
    public List<EcsTask> Tasks { get; set; } = [];
    public List<Failure> Failures { get; set; } = [];
}
