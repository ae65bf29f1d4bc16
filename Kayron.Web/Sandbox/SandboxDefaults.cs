using Kayron.Sandbox;

namespace Kayron.Web.Sandbox;

/// <summary>The sandbox as configuration, weaker than anything a person configures.</summary>
public static class SandboxDefaults
{
    /// <summary>Stands in while the configuration is checked, which happens before anything is started.</summary>
    public static IReadOnlyDictionary<string, string?> Placeholder { get; } = From(
        new SandboxDescription("http://127.0.0.1:7778/", "http://127.0.0.1:7779/", "sandbox", "sandbox", "sandbox", "us-west-2", "")
        {
            ReleaseSource = "http://127.0.0.1:7778/acme/releases",
            Environments = [.. new[] { "testing", "staging", "production" }.Select(name => new SandboxEnvironment(name, name, $"acme-{name}", "acme-templates"))],
        });

    public static IReadOnlyDictionary<string, string?> From(SandboxDescription sandbox)
    {
        var values = new Dictionary<string, string?>
        {
            ["Kayron:GitHub:Url"] = sandbox.GitHub,
            ["Kayron:GitHub:Token"] = sandbox.GitHubToken,
            ["Kayron:Aws:EndpointUrl"] = sandbox.Aws,
            ["Kayron:Aws:AccessKeyId"] = sandbox.AccessKeyId,
            ["Kayron:Aws:SecretAccessKey"] = sandbox.SecretAccessKey,
        };
        foreach (var environment in sandbox.Environments)
        {
            var key = $"Kayron:Environments:{environment.Name}";
            values[$"{key}:Tier"] = environment.Tier;
            values[$"{key}:Stack"] = environment.Stack;
            values[$"{key}:Bucket"] = environment.Bucket;
            values[$"{key}:Region"] = sandbox.Region;
            values[$"{key}:ReleaseSource"] = sandbox.ReleaseSource;
        }
        return values;
    }
}
