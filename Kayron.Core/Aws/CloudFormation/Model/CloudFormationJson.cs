using System.Text.Json.Serialization;

namespace Kayron.Core.Aws.CloudFormation.Model;

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(DescribeStacksRequest)), JsonSerializable(typeof(DescribeStacksResponse))]
[JsonSerializable(typeof(ListStackResourcesRequest)), JsonSerializable(typeof(ListStackResourcesResponse))]
[JsonSerializable(typeof(DescribeStackEventsRequest)), JsonSerializable(typeof(DescribeStackEventsResponse))]
[JsonSerializable(typeof(GetTemplateRequest)), JsonSerializable(typeof(GetTemplateResponse))]
[JsonSerializable(typeof(GetTemplateSummaryRequest)), JsonSerializable(typeof(GetTemplateSummaryResponse))]
[JsonSerializable(typeof(CreateChangeSetRequest)), JsonSerializable(typeof(CreateChangeSetResponse))]
[JsonSerializable(typeof(DescribeChangeSetRequest)), JsonSerializable(typeof(DescribeChangeSetResponse))]
[JsonSerializable(typeof(ListChangeSetsRequest)), JsonSerializable(typeof(ListChangeSetsResponse))]
[JsonSerializable(typeof(ExecuteChangeSetRequest)), JsonSerializable(typeof(ExecuteChangeSetResponse))]
[JsonSerializable(typeof(DeleteChangeSetRequest)), JsonSerializable(typeof(DeleteChangeSetResponse))]
internal sealed partial class CloudFormationJson : JsonSerializerContext;
