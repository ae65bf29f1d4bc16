using Amazon.Runtime;

namespace Kayron.Core.Aws.CloudFormation.Model;

internal sealed class CreateChangeSetRequest : AmazonWebServiceRequest
{
    public string? StackName { get; set; }
    public string? ChangeSetName { get; set; }
    public string? ChangeSetType { get; set; }
    public string? Description { get; set; }
    public string? ClientToken { get; set; }
    public string? TemplateURL { get; set; }
    public string? RoleARN { get; set; }
    public bool? IncludeNestedStacks { get; set; }
    public List<Parameter>? Parameters { get; set; }
    public List<Tag>? Tags { get; set; }
    public List<string>? Capabilities { get; set; }
}

internal sealed class CreateChangeSetResponse : AmazonWebServiceResponse
{
    public string? Id { get; set; }
    public string? StackId { get; set; }
}

internal sealed class DescribeChangeSetRequest : AmazonWebServiceRequest
{
    public string? StackName { get; set; }
    public string? ChangeSetName { get; set; }
    public bool? IncludePropertyValues { get; set; }
    public string? NextToken { get; set; }
}

internal sealed class DescribeChangeSetResponse : AmazonWebServiceResponse
{
    public string? ChangeSetId { get; set; }
    public string? ChangeSetName { get; set; }
    public string? StackId { get; set; }
    public string? Status { get; set; }
    public string? StatusReason { get; set; }
    public List<Parameter> Parameters { get; set; } = [];
    public string? ExecutionStatus { get; set; }
    public bool? IncludeNestedStacks { get; set; }
    public List<Change> Changes { get; set; } = [];
    public string? NextToken { get; set; }
}

internal sealed class Change
{
    public string? Type { get; set; }
    public ResourceChange? ResourceChange { get; set; }
}

internal sealed class ResourceChange
{
    public string? PolicyAction { get; set; }
    public string? Action { get; set; }
    public string? LogicalResourceId { get; set; }
    public string? PhysicalResourceId { get; set; }
    public string? ResourceType { get; set; }
    public string? Replacement { get; set; }
    public List<ResourceChangeDetail> Details { get; set; } = [];
    public string? ChangeSetId { get; set; }
    public string? BeforeContext { get; set; }
    public string? AfterContext { get; set; }
}

internal sealed class ResourceChangeDetail
{
    public ResourceTargetDefinition? Target { get; set; }
    public string? Evaluation { get; set; }
    public string? ChangeSource { get; set; }
    public string? CausingEntity { get; set; }
}

internal sealed class ResourceTargetDefinition
{
    public string? Attribute { get; set; }
    public string? Name { get; set; }
    public string? RequiresRecreation { get; set; }
    public string? BeforeValue { get; set; }
    public string? AfterValue { get; set; }
}

internal sealed class ExecuteChangeSetRequest : AmazonWebServiceRequest
{
    public string? StackName { get; set; }
    public string? ChangeSetName { get; set; }
    public string? ClientRequestToken { get; set; }
}

internal sealed class ExecuteChangeSetResponse : AmazonWebServiceResponse;

internal sealed class DeleteChangeSetRequest : AmazonWebServiceRequest
{
    public string? StackName { get; set; }
    public string? ChangeSetName { get; set; }
}

internal sealed class DeleteChangeSetResponse : AmazonWebServiceResponse;

internal sealed class ListChangeSetsRequest : AmazonWebServiceRequest
{
    public string? StackName { get; set; }
    public string? NextToken { get; set; }
}

internal sealed class ListChangeSetsResponse : AmazonWebServiceResponse
{
    public List<ChangeSetSummary> Summaries { get; set; } = [];
    public string? NextToken { get; set; }
}

internal sealed class ChangeSetSummary
{
    public string? ChangeSetName { get; set; }
    public string? ExecutionStatus { get; set; }
}
