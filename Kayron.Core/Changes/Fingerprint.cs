namespace Kayron.Core.Changes;

/// <summary>
/// What an approval is given to: a digest over what would be applied and what it would be applied to. It holds no time and no order, so planning twice
/// gives the same one; anything else makes another change.
/// </summary>
public static class Fingerprint
{
    public static string Of(PlannedInputs inputs, StackBase @base, IReadOnlyList<ApprovedImage> images, IReadOnlyList<string> capabilities)
    {
        var digest = new CanonicalDigest()
            .Add("inputs", inputs.Digest())
            .Add("base", @base.Account, @base.Region, @base.StackId, @base.ServiceRole)
            .AddAll("base-parameter", @base.Parameters).AddAll("base-tag", @base.Tags).AddAll("base-template", @base.Templates)
            .AddAll("base-resolved", @base.Resolved ?? new Dictionary<string, string>());
        foreach (var image in images) digest.Add(image.Preview is { } preview ? $"image of preview {preview}" : "image", image.Release, image.Repository, image.Version, image.Digest);
        foreach (var capability in capabilities) digest.Add("capability", capability);
        return digest.ToString();
    }

    /// <summary>
    /// Eight hexadecimal digits that name a change: six of its fingerprint, so that the short name on a button is the change's, and two that tell apart changes
    /// with one fingerprint, such as one that expired and came back.
    /// </summary>
    public static string ChangeId(string fingerprint, DateTimeOffset createdAt) =>
        fingerprint[..6] + new CanonicalDigest().Add("created", createdAt.ToUnixTimeMilliseconds().ToString(System.Globalization.CultureInfo.InvariantCulture)).ToString()[..2];
}

/// <summary>An image that a change would bring, pinned by digest.</summary>
/// <param name="Manifests">Digests that a running task of it may report.</param>
/// <param name="Preview">Hash of the preview that it is for; null: for the release itself.</param>
public sealed record ApprovedImage(string Release, string Repository, string Version, string Digest, IReadOnlyList<string> Manifests, string? Preview = null);
