using System.Text.Json.Serialization;
using Kayron.Core.Aws.Runtime;

namespace Kayron.Core.Aws.Ecr.Model;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(EpochSecondsConverter)])]
[JsonSerializable(typeof(DescribeImagesRequest)), JsonSerializable(typeof(DescribeImagesResponse))]
[JsonSerializable(typeof(DescribeRepositoriesRequest)), JsonSerializable(typeof(DescribeRepositoriesResponse))]
[JsonSerializable(typeof(BatchGetImageRequest)), JsonSerializable(typeof(BatchGetImageResponse))]
[JsonSerializable(typeof(BatchDeleteImageRequest)), JsonSerializable(typeof(BatchDeleteImageResponse))]
internal sealed partial class EcrJson : JsonSerializerContext;
