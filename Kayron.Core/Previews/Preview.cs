using Kayron.Core.Releases;

namespace Kayron.Core.Previews;

/// <summary>An open pull request of a service with <c>preview: true</c>, and what has become of it in one environment.</summary>
/// <param name="Service">Name of the release.</param>
/// <param name="PullRequest">Its number in <paramref name="Repository"/>.</param>
/// <param name="Branch">From outside, like <paramref name="Title"/>: it is shown and never enters a template.</param>
/// <param name="Hash">See <see cref="PreviewHash"/>.</param>
/// <param name="Desired">The pull request's head commit.</param>
/// <param name="Running">The commit whose image runs; null where none does.</param>
/// <param name="Endpoint">Where it answers; null where it has no address, or one that only CloudFormation knows.</param>
/// <param name="Reason">One sentence for every state but ready.</param>
public sealed record Preview(
    string Environment, string Service, RepositoryName Repository, int PullRequest, string Title, string Branch, string Hash, string Desired, string? Running, string? Endpoint,
    PreviewState State, string? Reason)
{
    /// <summary>Of its listener rule; stays its own until the preview is gone from the stack. Null: it was never given one.</summary>
    public int? Priority { get; init; }

    /// <summary>The commit that could not be deployed: it is not tried again.</summary>
    public string? Failed { get; init; }

    /// <summary>Names it within its environment: of several pull requests with one branch, one has the preview.</summary>
    public string Key => KeyOf(Service, Hash);

    public static string KeyOf(string service, string hash) => $"{service}/{hash}";
}

public enum PreviewState
{
    /// <summary>No image with the head commit's tag is there yet; what ran before goes on running.</summary>
    WaitingForImage,

    /// <summary>To be deployed, or being deployed.</summary>
    Updating,

    /// <summary>The head commit runs.</summary>
    Ready,

    /// <summary>Its deployment failed; what ran before goes on running.</summary>
    Failed,

    /// <summary>It cannot be made; the reason says what is wrong.</summary>
    Refused,

    /// <summary>It could be made, and is not: over the limit, from a fork, or another pull request of its branch has the preview.</summary>
    LeftOut,

    /// <summary>Its pull request is closed; it goes with the next deployment.</summary>
    Removing,
}
