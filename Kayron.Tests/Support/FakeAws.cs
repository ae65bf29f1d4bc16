using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Kayron.Tests.Support;

/// <summary>One call as it came over the wire.</summary>
/// <param name="Fields">A Query call's form; of a JSON call its top-level fields.</param>
internal sealed record AwsCall(string Operation, IReadOnlyDictionary<string, string> Fields, string Authorization, bool IsJson)
{
    public string? this[string field] => Fields.GetValueOrDefault(field);
}

internal sealed record AwsAnswer(int Status, string Body)
{
    public static AwsAnswer Xml(string result) => new(200, $"<OPERATIONResponse xmlns=\"urn:x\"><OPERATIONResult>{result}</OPERATIONResult><ResponseMetadata><RequestId>1</RequestId></ResponseMetadata></OPERATIONResponse>");

    public static AwsAnswer Json(object body) => new(200, JsonSerializer.Serialize(body));

    public static AwsAnswer Error(int status, string code, string message) => new(status, $"{code}\n{message}");
}

/// <summary>AWS at the wire, as a test writes it down. A call that the test does not declare is answered with an error that nothing retries.</summary>
internal sealed class FakeAws : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, Func<AwsCall, CancellationToken, Task<AwsAnswer>>> _answers = new();
    private readonly ConcurrentQueue<AwsCall> _calls = new();
    private readonly WebApplication _server;

    private FakeAws(WebApplication server)
    {
        _server = server;
        server.Run(HandleAsync);
    }

    public Uri Endpoint => new(_server.Urls.First());

    public IReadOnlyList<AwsCall> Calls(string operation) => [.. _calls.Where(call => call.Operation == operation)];

    public static async Task<FakeAws> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var fake = new FakeAws(builder.Build());
        await fake._server.StartAsync(TestContext.Current.CancellationToken);
        return fake;
    }

    public FakeAws On(string operation, Func<AwsCall, AwsAnswer> answer) => On(operation, (call, _) => Task.FromResult(answer(call)));

    public FakeAws On(string operation, Func<AwsCall, CancellationToken, Task<AwsAnswer>> answer)
    {
        _answers[operation] = answer;
        return this;
    }

    public async ValueTask DisposeAsync() => await _server.DisposeAsync();

    private async Task HandleAsync(HttpContext context)
    {
        var call = await ReadAsync(context.Request);
        _calls.Enqueue(call);
        var answer = _answers.TryGetValue(call.Operation, out var declared)
            ? await declared(call, context.RequestAborted)
            : AwsAnswer.Error(400, "Undeclared", $"The test does not declare {call.Operation}.");
        context.Response.StatusCode = answer.Status;
        await context.Response.WriteAsync(answer.Status == 200 ? answer.Body.Replace("OPERATION", call.Operation, StringComparison.Ordinal) : ErrorBody(call, answer.Body.Split('\n', 2)));
    }

    private static string ErrorBody(AwsCall call, string[] error) => call.IsJson
        ? JsonSerializer.Serialize(new Dictionary<string, string> { ["__type"] = $"com.amazonaws#{error[0]}", ["message"] = error[1] })
        : $"<ErrorResponse><Error><Type>Sender</Type><Code>{error[0]}</Code><Message>{WebUtility.HtmlEncode(error[1])}</Message></Error><RequestId>1</RequestId></ErrorResponse>";

    private static async Task<AwsCall> ReadAsync(HttpRequest request)
    {
        var authorization = request.Headers.Authorization.ToString();
        if (!request.Headers.TryGetValue("X-Amz-Target", out var target))
        {
            var form = await request.ReadFormAsync();
            return new AwsCall(form["Action"].ToString(), form.ToDictionary(field => field.Key, field => field.Value.ToString()), authorization, IsJson: false);
        }
        var body = await JsonSerializer.DeserializeAsync<Dictionary<string, JsonElement>>(request.Body);
        return new AwsCall(target.ToString().Split('.')[^1], body!.ToDictionary(field => field.Key, field => field.Value.ToString()), authorization, IsJson: true);
    }
}
