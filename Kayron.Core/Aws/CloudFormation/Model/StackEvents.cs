using Amazon.Runtime;

namespace Kayron.Core.Aws.CloudFormation.Model;

internal sealed class StackEvent
{
    public string? EventId { get; set; }
    public string? StackId { get; set; }
    public string? LogicalResourceId { get; set; }
    public string? PhysicalResourceId { get; set; }
    public string? ResourceType { get; set; }
    public DateTimeOffset? Timestamp { get; set; }
    public string? ResourceStatus { get; set; }
    public string? ResourceStatusReason { get; set; }
    public string? ClientRequestToken { get; set; }
}

internal sealed class DescribeStackEventsRequest : AmazonWebServiceRequest
{
    public string? StackName { get; set; }
    public string? NextToken { get; set; }
}

internal sealed class DescribeStackEventsResponse : AmazonWebServiceResponse
{
    public List<StackEvent> StackEvents { get; set; } = [];
    public string? NextToken { get; set; }
}
