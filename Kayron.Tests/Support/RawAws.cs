using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Kayron.Tests.Support;

/// <summary>Seeds an emulated AWS without Kayron's own clients, whose mistakes would otherwise cancel out. Unsigned: for servers that do not check.</summary>
public sealed class RawAws(Uri endpoint, string region = "us-west-2") : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = endpoint };

    public Task<string> QueryAsync(string service, string action, string version, params (string Name, string Value)[] fields) => SendAsync(
        service, HttpMethod.Post, "/",
        new FormUrlEncodedContent([new("Action", action), new("Version", version), .. fields.Select(field => new KeyValuePair<string, string>(field.Name, field.Value))]));

    public Task<string> CloudFormationAsync(string action, params (string Name, string Value)[] fields) => QueryAsync("cloudformation", action, "2010-05-15", fields);

    public Task<string> EcsAsync(string operation, object body) => JsonAsync("ecs", $"AmazonEC2ContainerServiceV20141113.{operation}", body);

    public Task<string> EcrAsync(string operation, object body) => JsonAsync("ecr", $"AmazonEC2ContainerRegistry_V20150921.{operation}", body);

    public Task<string> PutObjectAsync(string bucket, string key, string content) => SendAsync("s3", HttpMethod.Put, $"/{bucket}/{key}", new StringContent(content));

    public Task<string> CreateBucketAsync(string bucket) => SendAsync(
        "s3", HttpMethod.Put, $"/{bucket}", new StringContent($"<CreateBucketConfiguration><LocationConstraint>{region}</LocationConstraint></CreateBucketConfiguration>"));

    public Task<string> GetObjectAsync(string bucket, string key) => SendAsync("s3", HttpMethod.Get, $"/{bucket}/{key}", content: null);

    public Task<string> ListObjectsAsync(string bucket) => SendAsync("s3", HttpMethod.Get, $"/{bucket}?list-type=2", content: null);

    private Task<string> JsonAsync(string service, string target, object body)
    {
        var content = new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/x-amz-json-1.1");
        content.Headers.Add("X-Amz-Target", target);
        return SendAsync(service, HttpMethod.Post, "/", content);
    }

    private async Task<string> SendAsync(string service, HttpMethod method, string path, HttpContent? content)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        if (content?.Headers.TryGetValues("X-Amz-Target", out var target) == true)
        {
            request.Headers.Add("X-Amz-Target", target);
            content.Headers.Remove("X-Amz-Target");
        }
        var scope = string.Create(CultureInfo.InvariantCulture, $"seed/20260101/{region}/{service}/aws4_request");
        request.Headers.Authorization = new AuthenticationHeaderValue("AWS4-HMAC-SHA256", $"Credential={scope}, SignedHeaders=host, Signature=0");
        using var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        var answer = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return response.IsSuccessStatusCode ? answer : throw new InvalidOperationException($"{(int)response.StatusCode}: {answer}");
    }

    public void Dispose() => _http.Dispose();
}
