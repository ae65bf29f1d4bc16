using System.Globalization;
using Kayron.Core.Images;

namespace Kayron.Tests.Images;

/// <summary>Images of a made-up repository.</summary>
internal static class StoredImages
{
    public static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    public static readonly ImageRepository Api = new(new RegistryAddress("111122223333", "us-west-2"), "api");

    /// <param name="hour">Of its push.</param>
    public static StoredImage Image(string digest, int hour, params string[] tags) => new(digest, tags, Start.AddHours(hour), 1_000, []);

    /// <summary><c>v1.0.0</c> to <c>v1.COUNT-1.0</c>, oldest first.</summary>
    public static IReadOnlyList<StoredImage> Versions(int count) => [.. Enumerable.Range(0, count).Select(index => Image($"d{index}", index, $"v1.{index}.0"))];

    /// <summary>The full SHA of a commit that has this number.</summary>
    public static string Commit(int number) => number.ToString("x40", CultureInfo.InvariantCulture);

    public static ImageUse Tagged(string tag, KeptBecause because = KeptBecause.Running, RegistryAddress? registry = null) => new(registry, "api", tag, null, because, "runs in production");

    public static ImageUse WithDigest(string digest) => new(null, "api", null, digest, KeptBecause.Running, "runs in production");

    public static IReadOnlyList<string> Dropped(this CleanupPlan plan) => [.. plan.Verdicts.Where(verdict => verdict.Drops).Select(verdict => verdict.Image.Digest).Reverse()];

    public static ImageVerdict Of(this CleanupPlan plan, string digest) => plan.Verdicts.Single(verdict => verdict.Image.Digest == digest);
}
