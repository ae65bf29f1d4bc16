using Amazon.Runtime;

namespace Kayron.Core.Aws.CloudFormation.Model;

internal sealed class GetTemplateRequest : AmazonWebServiceRequest
{
    public string? StackName { get; set; }
    public string? TemplateStage { get; set; }
}

internal sealed class GetTemplateResponse : AmazonWebServiceResponse
{
    public string? TemplateBody { get; set; }
}

internal sealed class ParameterDeclaration
{
    public string? ParameterKey { get; set; }
    public string? DefaultValue { get; set; }
    public string? ParameterType { get; set; }
    public bool? NoEcho { get; set; }
}

internal sealed class GetTemplateSummaryRequest : AmazonWebServiceRequest
{
    public string? TemplateURL { get; set; }
}

internal sealed class GetTemplateSummaryResponse : AmazonWebServiceResponse
{
    public List<ParameterDeclaration> Parameters { get; set; } = [];
    public List<string> Capabilities { get; set; } = [];
    public string? CapabilitiesReason { get; set; }
}
