using System.Text.Json.Nodes;
using System.Xml.Linq;
using Kayron.Sandbox.Aws.CloudFormation;
using Kayron.Sandbox.Aws.Ecr;
using Kayron.Sandbox.Aws.Ecs;
using Kayron.Sandbox.Aws.Protocols;
using Kayron.Sandbox.Aws.S3;
using Kayron.Sandbox.Aws.Signing;
using Kayron.Sandbox.Aws.Sts;
using Kayron.Sandbox.Aws.Tagging;

namespace Kayron.Sandbox.Aws;

/// <summary>An answer as it goes over the wire, and what the call log shall say of it.</summary>
public sealed record AwsAnswer(string Api, string Operation, int Status, byte[] Body, IReadOnlyDictionary<string, string> Headers);

/// <summary>Authenticates a request, finds its operation and writes the outcome in the service's protocol.</summary>
public sealed class RequestDispatch(AwsContext context, Authenticator authenticator, Faults faults, CloudFormationEngine cloudFormation, S3Operations s3)
{
    private static readonly QueryProtocol CloudFormationXml = new((XNamespace)"http://cloudformation.amazonaws.com/doc/2010-05-15/");
    private static readonly QueryProtocol StsXml = new((XNamespace)"https://sts.amazonaws.com/doc/2011-06-15/");

    private readonly Dictionary<string, IReadOnlyDictionary<string, Operation>> _operations = new()
    {
        ["cloudformation"] = cloudFormation.Operations,
        ["sts"] = new StsOperations(context).All,
        ["ecs"] = new EcsOperations(context).All,
        ["ecr"] = new EcrOperations(context).All,
        ["tagging"] = new TaggingOperations(context).All,
    };

    public AwsAnswer Answer(SignedRequest request)
    {
        var requestId = context.NextGuid();
        var claimed = Claimed(request);
        try
        {
            var (call, payload) = authenticator.Authenticate(request, requestId);
            return call.Service == "s3" ? AnswerS3(request, call, payload) : AnswerOperation(request, call, payload);
        }
        catch (AwsException error)
        {
            return Error(claimed, OperationName(request, claimed), error, requestId, request.Path);
        }
    }

    private AwsAnswer AnswerS3(SignedRequest request, AwsCall call, byte[] payload)
    {
        var asked = S3Request.Create(request, call, payload);
        try
        {
            faults.Strike("s3", asked.Operation);
            var response = s3.Invoke(asked);
            var headers = new Dictionary<string, string>(response.Headers) { ["x-amz-request-id"] = call.RequestId, ["x-amz-id-2"] = call.RequestId };
            return new AwsAnswer("s3", asked.Operation, response.Status, response.Body, headers);
        }
        catch (AwsException error)
        {
            return Error("s3", asked.Operation, error, call.RequestId, request.Path);
        }
    }

    private AwsAnswer AnswerOperation(SignedRequest request, AwsCall call, byte[] payload)
    {
        var name = OperationName(request, call.Service);
        try
        {
            faults.Strike(call.Service, name);
            if (!_operations.TryGetValue(call.Service, out var operations)) throw new AwsException("InvalidAction", $"The sandbox does not emulate {call.Service}.");
            var input = Services.SpeaksJson(call.Service) ? JsonProtocol.Read(payload) : QueryProtocol.Read(payload);
            if (!operations.TryGetValue(name, out var operation) || !NamesService(request, call.Service)) throw Unknown(call.Service, name);
            return Written(call, name, operation(call, input));
        }
        catch (AwsException error)
        {
            return Error(call.Service, name, error, call.RequestId, request.Path);
        }
    }

    private static AwsAnswer Written(AwsCall call, string name, JsonObject output) => Services.SpeaksJson(call.Service)
        ? new AwsAnswer(call.Service, name, 200, JsonProtocol.Write(output), Headers(JsonProtocol.ContentType, call.RequestId))
        : new AwsAnswer(call.Service, name, 200, Xml(call.Service).Write(name, output, call.RequestId), Headers("text/xml", call.RequestId));

    private static AwsAnswer Error(string service, string operation, AwsException error, string requestId, string resource)
    {
        var api = service.Length > 0 ? service : "sts";
        if (service == "s3")
        {
            var response = S3Xml.Error(error, resource, requestId);
            return new AwsAnswer(api, operation, response.Status, response.Body, new Dictionary<string, string>(response.Headers) { ["x-amz-request-id"] = requestId });
        }
        var json = Services.SpeaksJson(service);
        var headers = Headers(json ? JsonProtocol.ContentType : "text/xml", requestId);
        if (json) headers["x-amzn-ErrorType"] = error.Code;
        if (error.Status is 429 or 503) headers["Retry-After"] = "1";
        return new AwsAnswer(api, operation, error.Status, json ? JsonProtocol.WriteError(error) : Xml(service).WriteError(error, requestId), headers);
    }

    private static QueryProtocol Xml(string service) => service == "sts" ? StsXml : CloudFormationXml;

    private static Dictionary<string, string> Headers(string contentType, string requestId) => new() { ["Content-Type"] = contentType, ["x-amzn-RequestId"] = requestId };

    /// <summary>The service that an unverified request is about: its refusal has to be in that service's form.</summary>
    private static string Claimed(SignedRequest request) => Authorization.Read(request)?.Scope.Service
        ?? Services.ByTarget(request.Header("X-Amz-Target")) ?? (request.Method == "POST" && request.Header("Content-Type").Contains("form-urlencoded", StringComparison.Ordinal) ? "cloudformation" : "s3");

    private static string OperationName(SignedRequest request, string service)
    {
        if (Services.SpeaksJson(service)) return request.Header("X-Amz-Target").Split('.')[^1];
        if (service == "s3") return "Unauthenticated";
        return QueryProtocol.Read(request.Body).Text("Action") ?? "Unknown";
    }

    private static bool NamesService(SignedRequest request, string service) =>
        !Services.SpeaksJson(service) || request.Header("X-Amz-Target").StartsWith(Services.Target(service) + ".", StringComparison.Ordinal);

    private static AwsException Unknown(string service, string name) => Services.SpeaksJson(service)
        ? new AwsException("UnknownOperationException", $"The operation {name} is not known.")
        : new AwsException("InvalidAction", $"Could not find operation {name} for version 2010-05-15");
}
