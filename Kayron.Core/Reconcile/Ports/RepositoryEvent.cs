using Kayron.Core.Releases;

namespace Kayron.Core.Reconcile.Ports;

/// <summary>What the source control said of a repository by itself. It is a hint to look: what is read decides.</summary>
public abstract record RepositoryEvent(RepositoryName Repository)
{
    /// <summary>A branch or tag was made, moved or deleted.</summary>
    /// <param name="Reference">In full: <c>refs/heads/main</c>.</param>
    /// <param name="Before">SHA it pointed at; null where it was made.</param>
    /// <param name="After">SHA it points at now; null where it was deleted.</param>
    /// <param name="DefaultBranch">The repository's; null where the event does not say.</param>
    /// <param name="Delivery">Tells one event from another that says the same.</param>
    public sealed record Pushed(RepositoryName Repository, string Reference, string? Before, string? After, string? DefaultBranch, string Delivery) : RepositoryEvent(Repository)
    {
        private const string Heads = "refs/heads/";
        private const string Tags = "refs/tags/";

        /// <summary>Null where it is no branch.</summary>
        public string? Branch => Reference.StartsWith(Heads, StringComparison.Ordinal) ? Reference[Heads.Length..] : null;

        /// <summary>Null where it is no tag.</summary>
        public string? Tag => Reference.StartsWith(Tags, StringComparison.Ordinal) ? Reference[Tags.Length..] : null;
    }

    /// <summary>A pull request was opened, moved, closed or edited.</summary>
    public sealed record PullRequest(RepositoryName Repository) : RepositoryEvent(Repository);

    /// <summary>A release was published, edited or deleted.</summary>
    public sealed record Release(RepositoryName Repository) : RepositoryEvent(Repository);
}
