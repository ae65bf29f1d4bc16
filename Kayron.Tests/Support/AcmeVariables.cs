using Kayron.Sandbox;

namespace Kayron.Tests.Support;

/// <summary>Environment variables that make a sandbox with the acme world the environment testing of another Kayron, to which GitHub and AWS are real.</summary>
internal static class AcmeVariables
{
    public static Dictionary<string, string> Of(SandboxDescription sandbox, string data) => new()
    {
        ["KAYRON_ENVIRONMENT"] = "testing", ["KAYRON_CLOUDFORMATION_STACK"] = "server-testing", ["KAYRON_S3_BUCKET"] = "acme-kayron-templates", ["KAYRON_DATA"] = data,
        ["KAYRON_GITHUB_URL"] = sandbox.GitHub, ["KAYRON_GITHUB_TOKEN"] = sandbox.GitHubToken, ["KAYRON_RELEASE_SOURCE"] = $"{sandbox.GitHub}acme/releases",
        ["AWS_ENDPOINT_URL"] = sandbox.Aws, ["AWS_REGION"] = sandbox.Region, ["AWS_ACCESS_KEY_ID"] = sandbox.AccessKeyId, ["AWS_SECRET_ACCESS_KEY"] = sandbox.SecretAccessKey,
    };
}
