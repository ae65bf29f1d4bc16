using System.Text.RegularExpressions;

namespace Kayron.Sandbox.Aws.Ecr;

/// <summary>What a task pulls when it is started from an image reference.</summary>
/// <param name="Digest">Null where the image does not exist.</param>
public sealed record PulledImage(string Reference, string? Digest);

/// <summary>Pushes images, and pulls them as ECS does.</summary>
public sealed partial class ImageRegistry(AwsContext context)
{
    public string Push(string account, string repository, string tag, IReadOnlyList<string> platforms)
    {
        var target = RepositoryState.Ensure(context, account, repository);
        // Another content for every push: a tag that exists moves, as after a rebuild.
        var content = $"{account}/{repository}:{tag}/{context.NextHex(16)}";
        var images = (platforms.Count > 0 ? platforms : ["linux/amd64"]).Select(platform => (Platform: platform, Image: Manifests.NewImage($"{content}/{platform}", context.Now))).ToList();
        foreach (var (_, image) in images) target.Images[image.Digest] = image;
        var top = images.Count == 1 ? images[0].Image : Manifests.NewIndex(images, context.Now);
        target.Images[top.Digest] = top;
        target.Tags[tag] = top.Digest;
        return top.Digest;
    }

    /// <summary>Images of an account's ECR that the sandbox knows have to exist; others are taken for granted.</summary>
    public PulledImage Pull(string reference, string account)
    {
        if (EcrImage().Match(reference) is not { Success: true } match) return new PulledImage(reference, DigestIn(reference) ?? Manifests.DigestOf(reference));
        var (owner, name) = (match.Groups["account"].Value, match.Groups["repository"].Value);
        var known = owner == account || (context.State.Accounts.TryGetValue(owner, out var other) && other.Repositories.Count > 0);
        if (!known) return new PulledImage(reference, DigestIn(reference) ?? Manifests.DigestOf(reference));
        return new PulledImage(reference, Find(context.State.Account(owner), name, match.Groups["tag"].Value, DigestIn(reference)));
    }

    private string? Find(AccountState owner, string name, string tag, string? digest)
    {
        if (!owner.Repositories.TryGetValue(name, out var repository)) return null;
        digest ??= repository.Tags.GetValueOrDefault(tag.Length > 0 ? tag : "latest");
        if (digest is null || !repository.Images.TryGetValue(digest, out var image)) return null;
        return image.Children.Count > 0 && !context.Options.TasksReportIndexDigest ? image.Children[0] : digest;
    }

    private static string? DigestIn(string reference) => reference.Split('@', 2) is [_, var digest] ? digest : null;

    [GeneratedRegex(@"^(?<account>\d{12})\.dkr\.ecr\.[a-z0-9-]+\.amazonaws\.com(\.cn)?/(?<repository>[^:@]+)(:(?<tag>[^@]+))?(@.+)?$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex EcrImage();
}
