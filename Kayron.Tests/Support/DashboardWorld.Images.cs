using Kayron.Core.Queries;

namespace Kayron.Tests.Support;

public sealed partial class DashboardWorld
{
    public ImageCleanupView ImageRun { get; set; } = new(true, DryRun: false, 10, 5, Ago(12), Now.AddMinutes(48), null);

    public List<ImageRepositoryView> ImageRepositories { get; init; } =
    [
        new("123456789012", "us-west-2", "api", Ago(12), null, 41,
        [
            new(["v1.4.0"], Digest(1), Ago(60 * 24 * 90), 61_204_118, null, "is older than the 10 newest, and nothing uses it"),
            new(["8c1f0a3d5e7b9c2d4f6081a3b5c7d9e1f2a4b6c8", "v1.4.1"], Digest(2), Ago(60 * 24 * 80), 61_310_442, null, "is older than the 10 newest, and nothing uses it"),
        ],
        [
            new(["v1.9.0"], Digest(3), Ago(60 * 24 * 4), 62_000_000, "desired", "should run in production"),
            new(["v1.8.2"], Digest(4), Ago(60 * 24 * 9), 62_000_000, "running", "runs in production"),
            new(["v1.8.1", "stable"], Digest(5), Ago(60 * 24 * 12), 62_000_000, "rollback", "is what production could be rolled back to"),
            new(["v1.5.0"], Digest(6), Ago(60 * 24 * 60), 61_900_000, "later", "is dropped with a later run: at most 5 go in one"),
        ],
        new Dictionary<string, int> { ["desired"] = 1, ["running"] = 1, ["rollback"] = 1, ["newest"] = 10, ["later"] = 1 }),
        new("123456789012", "us-west-2", "search", Ago(12), "Kayron is not allowed to delete images of search (AccessDeniedException: not authorized to perform ecr:BatchDeleteImage). Grant this to the environment's RoleArn, or to this process's own role where none is set.", 12, [new(["v0.2.0"], Digest(9), Ago(60 * 24 * 300), 17_000_000, null, "is older than the 10 newest, and nothing uses it")],
            [new(["v0.9.4"], Digest(7), Ago(60 * 24), 18_000_000, "running", "runs in staging")], new Dictionary<string, int> { ["running"] = 1, ["newest"] = 9 }),
    ];

    public List<DroppedImageView> DroppedImages { get; init; } =
    [
        new(3, "123456789012", "us-west-2", "api", ["v1.4.0"], Digest(1), Ago(60 * 24 * 90), 61_204_118, 2, "is older than the 10 newest, and nothing uses it", Ago(12), "dropped"),
        new(2, "123456789012", "us-west-2", "web", ["<img src=x onerror=alert(1)>"], Digest(8), Ago(60 * 24 * 70), 41_000_000, 0, "is older than the 10 newest, and nothing uses it", Ago(72), "under-way"),
    ];

    private static string Digest(int number) => $"sha256:{number:x64}";
}
