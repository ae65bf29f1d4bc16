using System.Text.Json.Serialization;

namespace Kayron.Core.Aws.Tagging.Model;

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(GetResourcesRequest)), JsonSerializable(typeof(GetResourcesResponse))]
internal sealed partial class TaggingJson : JsonSerializerContext;
