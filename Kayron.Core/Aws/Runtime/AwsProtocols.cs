// The only file that uses Amazon.Runtime.Internal: what the official service packages are made of, for services whose packages Kayron does without.
// AWSSDK.Core is pinned, and contract tests run against an independent AWS, because nothing here is promised to stay.
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using System.Xml.Linq;
using Amazon.Runtime;
using Amazon.Runtime.Credentials.Internal;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Auth;
using Amazon.Runtime.Internal.Transform;
using Amazon.Runtime.Internal.Util;
using Amazon.S3;
using Amazon.SecurityToken;
using Amazon.Util;

namespace Kayron.Core.Aws.Runtime;

/// <param name="ServiceId">The official service id: decides <c>AWS_ENDPOINT_URL_SERVICE_ID</c>.</param>
/// <param name="SigningName">Service in the signature's scope.</param>
/// <param name="EndpointPrefix">First label of the service's host name.</param>
/// <param name="Version">Version of the API, as the Query protocol sends it.</param>
internal sealed record AwsServiceIdentity(string ServiceId, string SigningName, string EndpointPrefix, string Version);

/// <summary>Configuration of a client made here; retries, endpoint variables and clock skew are the SDK's.</summary>
internal abstract class AwsServiceConfig : ClientConfig
{
    private static readonly IDefaultConfiguration[] Defaults =
    [
        new DefaultConfiguration
        {
            Name = DefaultConfigurationMode.Standard,
            RetryMode = RequestRetryMode.Standard,
            S3UsEast1RegionalEndpoint = S3UsEast1RegionalEndpointValue.Regional,
            ConnectTimeout = TimeSpan.FromMilliseconds(3100),
            TlsNegotiationTimeout = TimeSpan.FromMilliseconds(3100),
        },
    ];

    private readonly AwsServiceIdentity _service;

    protected AwsServiceConfig(AwsServiceIdentity service) : base(new DefaultConfigurationProvider(Defaults))
    {
        _service = service;
        ServiceId = service.ServiceId;
        AuthenticationServiceName = service.SigningName;
    }

    public override string RegionEndpointServiceName => _service.EndpointPrefix;
    public override string ServiceVersion => _service.Version;
    public override string UserAgent => "kayron";

    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters) =>
        new(string.IsNullOrEmpty(ServiceURL)
            ? $"https://{RegionEndpointServiceName}{(UseFIPSEndpoint ? "-fips" : "")}.{RegionEndpoint.SystemName}.{RegionEndpoint.PartitionDnsSuffix}/"
            : ServiceURL);
}

/// <summary>A service client on the SDK's own runtime pipeline. An operation is named by its request type: <c>DescribeStacksRequest</c>.</summary>
internal abstract class AwsServiceClient(AWSCredentials? credentials, AwsServiceConfig config, CountCall count) : AmazonServiceClient(credentials, config)
{
    private ServiceMetadata? _metadata;

    // Asked for by the base constructor, before this class's own has run.
    protected override IServiceMetadata ServiceMetadata => _metadata ??= new ServiceMetadata(Config.ServiceId);

    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        pipeline.AddHandlerAfter<Marshaller>(new SignatureVersion4Handler());
        pipeline.AddHandlerAfter<RetryHandler>(new CallCountingHandler(count));
    }

    protected Task<TResponse> QueryAsync<TRequest, TResponse>(TRequest request, JsonSerializerContext shapes, CancellationToken cancellationToken)
        where TRequest : AmazonWebServiceRequest where TResponse : AmazonWebServiceResponse, new() =>
        InvokeAsync<TResponse>(request, new InvokeOptions
        {
            RequestMarshaller = new QueryMarshaller<TRequest>(Config, Shape<TRequest>(shapes)),
            ResponseUnmarshaller = new QueryUnmarshaller<TResponse>(Shape<TResponse>(shapes)),
        }, cancellationToken);

    protected Task<TResponse> JsonAsync<TRequest, TResponse>(string targetPrefix, TRequest request, JsonSerializerContext shapes, CancellationToken cancellationToken)
        where TRequest : AmazonWebServiceRequest where TResponse : AmazonWebServiceResponse, new() =>
        InvokeAsync<TResponse>(request, new InvokeOptions
        {
            RequestMarshaller = new JsonMarshaller<TRequest>(Config, targetPrefix, Shape<TRequest>(shapes)),
            ResponseUnmarshaller = new JsonUnmarshaller<TResponse>(Shape<TResponse>(shapes)),
        }, cancellationToken);

    private static JsonTypeInfo<T> Shape<T>(JsonSerializerContext shapes) => (JsonTypeInfo<T>)shapes.GetTypeInfo(typeof(T))!;
}

/// <summary>The official S3 client, counted.</summary>
internal sealed class CountedS3Client(AWSCredentials? credentials, AmazonS3Config config, CountCall count) : AmazonS3Client(credentials, config)
{
    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        base.CustomizeRuntimePipeline(pipeline);
        pipeline.AddHandlerAfter<RetryHandler>(new CallCountingHandler(count));
    }
}

/// <summary>The official STS client, counted.</summary>
internal sealed class CountedSecurityTokenClient(AWSCredentials? credentials, AmazonSecurityTokenServiceConfig config, CountCall count)
    : AmazonSecurityTokenServiceClient(credentials, config)
{
    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        base.CustomizeRuntimePipeline(pipeline);
        pipeline.AddHandlerAfter<RetryHandler>(new CallCountingHandler(count));
    }
}

internal sealed class ServiceMetadata(string serviceId) : IServiceMetadata
{
    public string ServiceId => serviceId;
    public IDictionary<string, string> OperationNameMapping { get; } = new Dictionary<string, string>();
}

internal sealed class SignatureVersion4Handler : BaseAuthResolverHandler
{
    protected override List<IAuthSchemeOption> ResolveAuthOptions(IExecutionContext executionContext) => AuthSchemeOption.DEFAULT_SIGV4;
}

/// <summary>Sits inside the retries, so that every try is counted and a throttled call that went through in the end still shows.</summary>
internal sealed class CallCountingHandler(CountCall count) : PipelineHandler
{
    public override async Task<T> InvokeAsync<T>(IExecutionContext executionContext)
    {
        var operation = executionContext.RequestContext.RequestName.Replace("Request", "", StringComparison.Ordinal);
        try
        {
            var response = await base.InvokeAsync<T>(executionContext);
            count(operation, null);
            return response;
        }
        catch (Exception error)
        {
            count(operation, error);
            throw;
        }
    }
}

/// <summary>AWS Query: a form with one field a leaf.</summary>
internal sealed class QueryMarshaller<T>(IClientConfig config, JsonTypeInfo<T> shape) : IMarshaller<IRequest, AmazonWebServiceRequest> where T : AmazonWebServiceRequest
{
    public IRequest Marshall(AmazonWebServiceRequest input)
    {
        var body = new StringBuilder($"Action={Operation.Of<T>()}&Version={config.ServiceVersion}");
        foreach (var (field, value) in QueryCodec.Flatten(JsonSerializer.SerializeToElement((T)input, shape)))
            body.Append('&').Append(field).Append('=').Append(AWSSDKUtils.UrlEncode(value, path: false));
        return Operation.Post(input, config.ServiceId, Encoding.UTF8.GetBytes(body.ToString()), "application/x-www-form-urlencoded; charset=utf-8");
    }
}

/// <summary><c>&lt;OpResponse&gt;&lt;OpResult&gt;…&lt;/OpResult&gt;&lt;ResponseMetadata&gt;&lt;RequestId/&gt;…</c></summary>
internal sealed class QueryUnmarshaller<T>(JsonTypeInfo<T> shape) : XmlResponseUnmarshaller where T : AmazonWebServiceResponse
{
    public override AmazonWebServiceResponse Unmarshall(XmlUnmarshallerContext input)
    {
        var root = QueryCodec.Load(input.Stream);
        var response = QueryCodec.Read(root.Elements().FirstOrDefault(element => element.Name.LocalName.EndsWith("Result", StringComparison.Ordinal)), shape);
        response.ResponseMetadata = new ResponseMetadata { RequestId = root.Descendants().FirstOrDefault(element => element.Name.LocalName == "RequestId")?.Value };
        return response;
    }

    public override AmazonServiceException UnmarshallException(XmlUnmarshallerContext input, Exception innerException, HttpStatusCode statusCode)
    {
        var error = XmlErrorResponseUnmarshaller.GetInstance().Unmarshall(input);
        return new AmazonServiceException(error.Message, innerException, ErrorType.Unknown, error.Code, error.RequestId, statusCode);
    }
}

/// <summary>AWS JSON 1.1: the operation is named in a header.</summary>
internal sealed class JsonMarshaller<T>(IClientConfig config, string targetPrefix, JsonTypeInfo<T> shape) : IMarshaller<IRequest, AmazonWebServiceRequest>
    where T : AmazonWebServiceRequest
{
    public IRequest Marshall(AmazonWebServiceRequest input)
    {
        var request = Operation.Post(input, config.ServiceId, JsonSerializer.SerializeToUtf8Bytes((T)input, shape), "application/x-amz-json-1.1");
        request.Headers["X-Amz-Target"] = $"{targetPrefix}.{Operation.Of<T>()}";
        return request;
    }
}

internal sealed class JsonUnmarshaller<T>(JsonTypeInfo<T> shape) : JsonResponseUnmarshaller where T : AmazonWebServiceResponse
{
    public override AmazonWebServiceResponse Unmarshall(JsonUnmarshallerContext input) => JsonSerializer.Deserialize(input.Stream, shape)!;

    public override AmazonServiceException UnmarshallException(JsonUnmarshallerContext input, Exception innerException, HttpStatusCode statusCode)
    {
        var reader = new StreamingUtf8JsonReader(input.Stream);
        var error = JsonErrorResponseUnmarshaller.GetInstance().Unmarshall(input, ref reader);
        return new AmazonServiceException(error.Message, innerException, ErrorType.Unknown, error.Code, error.RequestId, statusCode);
    }
}

internal static class Operation
{
    public static string Of<T>() => typeof(T).Name[..^"Request".Length];

    public static DefaultRequest Post(AmazonWebServiceRequest input, string serviceId, byte[] body, string contentType)
    {
        var request = new DefaultRequest(input, serviceId) { HttpMethod = "POST", ResourcePath = "/", Content = body };
        request.Headers["Content-Type"] = contentType;
        return request;
    }
}
