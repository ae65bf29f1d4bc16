using System.Text.Json;
using Kayron.Sandbox;

namespace Kayron.Tests.Support;

/// <summary>
/// An environment with its definitions on the sandbox's GitHub and its stack in moto: a cluster and two services at v1.0.0, whose images exist as v1.1.0, too.
/// Everything in moto is named after the world, because all tests share one moto.
/// </summary>
internal sealed class MotoWorld : IAsyncDisposable
{
    private const string Infrastructure = "v0.1.0";
    private readonly SandboxHost _gitHub;
    private readonly Uri _moto;
    private readonly string _name;
    private readonly RawAws _aws;

    private MotoWorld(SandboxHost gitHub, Uri moto, string name) => (_gitHub, _moto, _name, _aws) = (gitHub, moto, name, new RawAws(moto));

    private string Bucket => $"{_name}-templates";

    /// <summary>Both services, as the tables of <c>kayron plan</c> have them: in the order of their definitions.</summary>
    public IReadOnlyList<string> Services => [$"{_name}-api", $"{_name}-web"];

    /// <summary>The configuration as a container gets it.</summary>
    public Dictionary<string, string> Variables(string data) => new()
    {
        ["KAYRON_ENVIRONMENT"] = "testing", ["KAYRON_CLOUDFORMATION_STACK"] = _name, ["KAYRON_S3_BUCKET"] = Bucket, ["KAYRON_DATA"] = data,
        ["KAYRON_GITHUB_URL"] = _gitHub.Description.GitHub, ["KAYRON_GITHUB_TOKEN"] = _gitHub.Description.GitHubToken, ["KAYRON_RELEASE_SOURCE"] = _gitHub.Description.ReleaseSource,
        ["AWS_ENDPOINT_URL"] = _moto.AbsoluteUri.TrimEnd('/'), ["AWS_REGION"] = "us-west-2", ["AWS_ACCESS_KEY_ID"] = "test", ["AWS_SECRET_ACCESS_KEY"] = "test",
    };

    /// <param name="nested">Whether the second service is in a stack of its own.</param>
    public static async Task<MotoWorld> StartAsync(Uri moto, string name, int desiredCount, bool nested)
    {
        var sandbox = await SandboxHost.StartAsync(new SandboxOptions { GitHubPort = 0, AwsPort = 0, Scenario = "empty" }, null, TestContext.Current.CancellationToken);
        var world = new MotoWorld(sandbox, moto, name);
        await world.PushImagesAsync();
        await world.PushTemplatesAsync(MotoTemplates.Write(name, desiredCount, nested));
        await world.DesireAsync("v1.0.0", "v1.0.0");
        return world;
    }

    /// <summary>Says in the releases repository which versions are to run.</summary>
    public Task DesireAsync(string api, string web) => _gitHub.Actions.PushCommitAsync("releases", "main", new Dictionary<string, string?>
    {
        ["infrastructure/infrastructure.yaml"] = $"- github: \"infrastructure\"\n  provider: \"cloudformation\"\n  deploy:\n    release: \"{Infrastructure}\"\n",
        ["service/service.yaml"] = string.Join('\n', Services.Zip([api, web], (service, version) => $"- docker: \"{service}\"\n  github: \"{service}\"\n  deploy:\n    release: \"{version}\"\n")),
    }, ct: TestContext.Current.CancellationToken);

    /// <summary>The image in the task definition that a service runs.</summary>
    public async Task<string> ImageAsync(string service)
    {
        using var described = JsonDocument.Parse(await _aws.EcsAsync("DescribeServices", new { cluster = _name, services = new[] { service } }));
        var taskDefinition = described.RootElement.GetProperty("services")[0].GetProperty("taskDefinition").GetString();
        using var definition = JsonDocument.Parse(await _aws.EcsAsync("DescribeTaskDefinition", new { taskDefinition }));
        return definition.RootElement.GetProperty("taskDefinition").GetProperty("containerDefinitions")[0].GetProperty("image").GetString()!;
    }

    /// <summary>What a deployment leaves behind at AWS: the stack, its change sets and events, the objects in the bucket.</summary>
    public async Task<string> TracesAsync() => string.Join('\n',
        WithoutRequestId(await _aws.CloudFormationAsync("ListChangeSets", ("StackName", _name))), WithoutRequestId(await _aws.CloudFormationAsync("DescribeStackEvents", ("StackName", _name))),
        await _aws.ListObjectsAsync(Bucket));

    public async ValueTask DisposeAsync()
    {
        _aws.Dispose();
        await _gitHub.DisposeAsync();
    }

    private async Task PushImagesAsync()
    {
        foreach (var service in Services)
        {
            await _aws.EcrAsync("CreateRepository", new { repositoryName = service });
            foreach (var version in new[] { "v1.0.0", "v1.1.0" })
                await _aws.EcrAsync("PutImage", new { repositoryName = service, imageTag = version, imageManifest = Manifest(service, version) });
        }
    }

    private static string Manifest(string service, string version)
    {
        var digest = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(service + version)));
        var config = new { mediaType = "application/vnd.docker.container.image.v1+json", size = 1, digest = $"sha256:{digest}" };
        return JsonSerializer.Serialize(new { schemaVersion = 2, mediaType = "application/vnd.docker.distribution.manifest.v2+json", config, layers = Array.Empty<object>() });
    }

    private async Task PushTemplatesAsync(IReadOnlyDictionary<string, string> templates)
    {
        _gitHub.GitHub.Create("acme", "infrastructure");
        var files = templates.ToDictionary(file => $"cloudformation/{file.Key}", file => (string?)file.Value);
        await _gitHub.Actions.PushCommitAsync("infrastructure", "main", files, ct: TestContext.Current.CancellationToken);
        await _gitHub.Actions.PublishReleaseAsync("infrastructure", Infrastructure, ct: TestContext.Current.CancellationToken);

        await _aws.CreateBucketAsync(Bucket);
        var folder = new Uri(_moto, $"{Bucket}/testing/");
        foreach (var (path, text) in templates) await _aws.PutObjectAsync(Bucket, $"testing/{path}", text.Replace("./", folder.AbsoluteUri, StringComparison.Ordinal));
        var parameters = MotoTemplates.Parameters(_name).SelectMany((key, index) => new[]
        {
            ($"Parameters.member.{index + 1}.ParameterKey", key), ($"Parameters.member.{index + 1}.ParameterValue", key == "InfrastructureVersion" ? Infrastructure : "v1.0.0"),
        });
        await _aws.CloudFormationAsync("CreateStack", [
            ("StackName", _name), ("TemplateURL", new Uri(folder, "index.yaml").AbsoluteUri), ("Tags.member.1.Key", "environment"), ("Tags.member.1.Value", "testing"), .. parameters]);
    }

    private static string WithoutRequestId(string answer) => string.Join('\n', answer.Split('\n').Where(line => !line.Contains("RequestId", StringComparison.Ordinal)));
}
