using Kayron.Sandbox;
using Kayron.Tests.Support;
using Kayron.Web.Cli;

namespace Kayron.Tests.EndToEnd;

/// <summary>A configuration that reads well and fits nothing out there: one sentence says what to mend.</summary>
public sealed class UnusableWorldTests : IAsyncLifetime
{
    private SandboxHost? _sandbox;

    public async ValueTask InitializeAsync() => _sandbox = await SandboxHost.StartAsync(new SandboxOptions { GitHubPort = 0, AwsPort = 0 }, null, TestContext.Current.CancellationToken);

    [Theory]
    [InlineData("plan", "KAYRON_CLOUDFORMATION_STACK", "nowhere", "there is no stack nowhere in us-west-2")]
    [InlineData("deploy --wait", "KAYRON_CLOUDFORMATION_STACK", "nowhere", "aws cloudformation create-stack --stack-name nowhere")]
    [InlineData("deploy --wait", "KAYRON_S3_BUCKET", "another-bucket", "s3://another-bucket/")]
    [InlineData("plan", "KAYRON_GITHUB_TOKEN", "another", "KAYRON_GITHUB_TOKEN")]
    [InlineData("plan", "AWS_SECRET_ACCESS_KEY", "another", "AWS refuses Kayron's credentials")]
    [InlineData("plan", "AWS_ENDPOINT_URL", "http://127.0.0.1:1/", "AWS could not be reached")]
    public async Task What_does_not_fit_is_named_in_one_sentence(string command, string variable, string value, string named)
    {
        using var terminal = new Terminal();
        terminal.Configure(new Dictionary<string, string>(AcmeVariables.Of(_sandbox!.Description, Path.Combine(terminal.Directory, "data"))) { [variable] = value });

        Assert.Equal(ExitCode.Failed, await terminal.RunAsync(command));
        Assert.Contains(named, Assert.Single(terminal.Errors), StringComparison.Ordinal);
        Assert.Empty(terminal.Output);
    }

    [Fact]
    public async Task A_process_without_credentials_says_which_to_set()
    {
        using var directory = new TemporaryDirectory();
        var variables = AcmeVariables.Of(_sandbox!.Description, Path.Combine(directory.Path, "data"));
        foreach (var credential in new[] { "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY" }) variables.Remove(credential);
        (variables["AWS_EC2_METADATA_DISABLED"], variables["HOME"]) = ("true", directory.Path);

        var plan = await KayronProcess.RunAsync("plan", variables, directory.Path);

        Assert.Equal((ExitCode.Failed, ""), (plan.ExitCode, plan.Output));
        Assert.Contains("Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY", plan.Error, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', plan.Error);
    }

    public async ValueTask DisposeAsync()
    {
        if (_sandbox is not null) await _sandbox.DisposeAsync();
    }
}
