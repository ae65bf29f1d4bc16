using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;

namespace Kayron.Tests.Sandbox.Aws;

/// <summary>An answer as a test looks at it.</summary>
internal sealed record WireAnswer(int Status, string Body, HttpResponseMessage Response)
{
    public XElement Xml => XElement.Parse(Body);

    public JsonElement Json => JsonDocument.Parse(Body).RootElement;

    /// <summary>The text of the first element of that name, wherever it is.</summary>
    public string? Element(string name) => Xml.DescendantsAndSelf().FirstOrDefault(element => element.Name.LocalName == name)?.Value;

    public IReadOnlyList<string> Elements(string name) => [.. Xml.Descendants().Where(element => element.Name.LocalName == name).Select(element => element.Value)];
}

/// <summary>Signs requests by itself, so that a mistake of the sandbox's own signing code cannot cancel out.</summary>
internal sealed class SignedClient(Uri endpoint, string accessKeyId, string secret, string? token, TimeProvider clock) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = endpoint };

    public void Dispose() => _http.Dispose();

    public Task<WireAnswer> CloudFormationAsync(string action, params (string Name, string Value)[] fields) => QueryAsync("cloudformation", action, fields);

    public Task<WireAnswer> QueryAsync(string service, string action, params (string Name, string Value)[] fields)
    {
        var body = string.Join('&', fields.Prepend(("Action", action)).Select(field => $"{field.Item1}={Uri.EscapeDataString(field.Item2)}"));
        return SendAsync(service, HttpMethod.Post, "/", Encoding.UTF8.GetBytes(body), ("Content-Type", "application/x-www-form-urlencoded"));
    }

    public Task<WireAnswer> JsonAsync(string service, string target, object input) =>
        SendAsync(service, HttpMethod.Post, "/", JsonSerializer.SerializeToUtf8Bytes(input), ("Content-Type", "application/x-amz-json-1.1"), ("X-Amz-Target", target));

    public Task<WireAnswer> EcsAsync(string operation, object input) => JsonAsync("ecs", "AmazonEC2ContainerServiceV20141113." + operation, input);

    public Task<WireAnswer> EcrAsync(string operation, object input) => JsonAsync("ecr", "AmazonEC2ContainerRegistry_V20150921." + operation, input);

    public Task<WireAnswer> S3Async(HttpMethod method, string path, string content = "", params (string Name, string Value)[] headers) =>
        SendAsync("s3", method, path, Encoding.UTF8.GetBytes(content), headers);

    /// <summary>Uploads as SDKs stream: in chunks, with the checksum behind them.</summary>
    public Task<WireAnswer> StreamAsync(string path, byte[] chunks) =>
        SendAsync("s3", HttpMethod.Put, path, chunks, ("x-amz-content-sha256", "STREAMING-UNSIGNED-PAYLOAD-TRAILER"), ("x-amz-trailer", "x-amz-checksum-crc32"));

    public async Task<WireAnswer> SendAsync(string service, HttpMethod method, string path, byte[] body, params (string Name, string Value)[] headers)
    {
        var timestamp = clock.GetUtcNow().UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var hash = Hash(body);
        var signed = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["host"] = endpoint.Authority, ["x-amz-date"] = timestamp, ["x-amz-content-sha256"] = hash };
        foreach (var (name, value) in headers) signed[name.ToLowerInvariant()] = value;
        hash = signed["x-amz-content-sha256"];
        if (token is not null) signed["x-amz-security-token"] = token;
        var parts = path.Split('?', 2);
        var names = string.Join(';', signed.Keys);
        var canonical = string.Join('\n', method.Method, parts[0], parts.Length > 1 ? parts[1] : "", string.Concat(signed.Select(header => $"{header.Key}:{header.Value}\n")), names, hash);
        var scope = $"{timestamp[..8]}/us-west-2/{service}/aws4_request";
        var signature = Sign(scope, $"AWS4-HMAC-SHA256\n{timestamp}\n{scope}\n{Hash(Encoding.UTF8.GetBytes(canonical))}");
        using var request = new HttpRequestMessage(method, path) { Content = new ByteArrayContent(body) };
        foreach (var (name, value) in signed)
            if (name == "content-type") request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(value);
            else if (name != "host") request.Headers.TryAddWithoutValidation(name, value);
        request.Headers.TryAddWithoutValidation("Authorization", $"AWS4-HMAC-SHA256 Credential={accessKeyId}/{scope}, SignedHeaders={names}, Signature={signature}");
        var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        return new WireAnswer((int)response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), response);
    }

    private string Sign(string scope, string text)
    {
        var key = Encoding.UTF8.GetBytes("AWS4" + secret);
        foreach (var part in scope.Split('/').Append(text)) key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part));
        return Convert.ToHexStringLower(key);
    }

    private static string Hash(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));
}
