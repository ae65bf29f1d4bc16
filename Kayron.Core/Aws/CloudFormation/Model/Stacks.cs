using Amazon.Runtime;

namespace Kayron.Core.Aws.CloudFormation.Model;

internal sealed class Parameter
{
    public string? ParameterKey { get; set; }
    public string? ParameterValue { get; set; }
    public bool? UsePreviousValue { get; set; }
    public string? ResolvedValue { get; set; }
}

internal sealed class Tag
{
    public string? Key { get; set; }
    public string? Value { get; set; }
}

internal sealed class Stack
{
    public string? StackId { get; set; }
    public string? StackName { get; set; }
    public string? ChangeSetId { get; set; }
    public string? StackStatus { get; set; }
    public string? StackStatusReason { get; set; }
    public DateTimeOffset? CreationTime { get; set; }
    public DateTimeOffset? LastUpdatedTime { get; set; }
    public string? RoleARN { get; set; }
    public string? ParentId { get; set; }
    public string? RootId { get; set; }
    public List<Parameter> Parameters { get; set; } = [];
    public List<Tag> Tags { get; set; } = [];
    public List<string> Capabilities { get; set; } = [];
}

internal sealed class DescribeStacksRequest : AmazonWebServiceRequest
{
    public string? StackName { get; set; }
    public string? NextToken { get; set; }
}

internal sealed class DescribeStacksResponse : AmazonWebServiceResponse
{
    public List<Stack> Stacks { get; set; } = [];
    public string? NextToken { get; set; }
}

internal sealed class StackResourceSummary
{
    public string? LogicalResourceId { get; set; }
    public string? PhysicalResourceId { get; set; }
    public string? ResourceType { get; set; }
    public string? ResourceStatus { get; set; }
}

internal sealed class ListStackResourcesRequest : AmazonWebServiceRequest
{
    public string? StackName { get; set; }
    public string? NextToken { get; set; }
}

internal sealed class ListStackResourcesResponse : AmazonWebServiceResponse
{
    public List<StackResourceSummary> StackResourceSummaries { get; set; } = [];
    public string? NextToken { get; set; }
}
