using System.Text.Json.Serialization;
using Kayron.Core.Aws.Runtime;

namespace Kayron.Core.Aws.Ecs.Model;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(EpochSecondsConverter)])]
[JsonSerializable(typeof(DescribeServicesRequest)), JsonSerializable(typeof(DescribeServicesResponse))]
[JsonSerializable(typeof(DescribeTaskDefinitionRequest)), JsonSerializable(typeof(DescribeTaskDefinitionResponse))]
[JsonSerializable(typeof(ListTasksRequest)), JsonSerializable(typeof(ListTasksResponse))]
[JsonSerializable(typeof(DescribeTasksRequest)), JsonSerializable(typeof(DescribeTasksResponse))]
[JsonSerializable(typeof(ListClustersRequest)), JsonSerializable(typeof(ListClustersResponse))]
[JsonSerializable(typeof(ListServicesRequest)), JsonSerializable(typeof(ListServicesResponse))]
internal sealed partial class EcsJson : JsonSerializerContext;
