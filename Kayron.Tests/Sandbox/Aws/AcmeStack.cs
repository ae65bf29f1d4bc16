using Kayron.Sandbox.Aws;

namespace Kayron.Tests.Sandbox.Aws;

/// <summary>A root stack with a cluster, a nested stack with one service, and its images.</summary>
internal static class AcmeStack
{
    public const string Name = "acme";

    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Sandbox", "Aws", "Templates");

    public static string Root { get; } = File.ReadAllText(Path.Combine(Folder, "root.yaml"));

    public static string Service { get; } = File.ReadAllText(Path.Combine(Folder, "service.yaml"));

    /// <returns>The digest of the image that runs.</returns>
    public static string Seed(AwsWorld world, string environment = "testing")
    {
        world.CreateBucket(AwsServer.Bucket);
        Put(world, "root.yaml", Root);
        Put(world, "service.yaml", Service);
        var digest = world.PushImage("api", "v1.0.0", platforms: ["linux/amd64", "linux/arm64"]);
        world.CreateStack(Name, $"https://s3.us-west-2.amazonaws.com/{AwsServer.Bucket}/root.yaml",
            new Dictionary<string, string> { ["Environment"] = environment, ["ApiVersion"] = "v1.0.0" }, new Dictionary<string, string> { ["environment"] = environment });
        return digest;
    }

    public static void Put(AwsWorld world, string key, string text) => world.PutObject(AwsServer.Bucket, key, System.Text.Encoding.UTF8.GetBytes(text));
}
